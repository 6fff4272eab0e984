import { type Due, dueReader, type Owed, owedOf } from '@proofroom/workflow'
import { loadShop } from '../identity/index.ts'
import { type InTx, shopOf } from '../platform/context.ts'
import { calendarOf } from './calendar.ts'
import type { QueuedLine } from './store.ts'

const OVER: ReadonlySet<string> = new Set(['shipped', 'delivered', 'cancelled'])

/** Where no clock runs, the move that was kept is the work's own. What is over or on hold asks for less. */
export function owedBy({ facts, dueOn, reason, since, phase }: QueuedLine): Owed {
  if (facts) return owedOf(facts)
  const isOver = OVER.has(phase)
  const work = isOver || reason === 'held' ? null : { reason, since }
  return { reply: null, promise: null, shipBy: isOver ? null : dueOn, work }
}

/** Tells of each order what is due first, in the shop's own days. */
export async function readsDue(ctx: InTx): Promise<(owed: Owed) => Due | null> {
  const read = dueReader(calendarOf(await loadShop(ctx, shopOf(ctx))), ctx.platform.now().toISOString())
  return (owed) => read(owed)[0] ?? null
}
