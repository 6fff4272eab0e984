import type { OrderRowDto, QueueDto } from '@proofroom/contract'
import { type QueueSection, queueSection, whoseMove } from '@proofroom/workflow'
import type { Member } from '../platform/actor.ts'
import { type Context, inTransaction } from '../platform/context.ts'
import { presentOrderRow } from './present.ts'
import { countSome, findQueued } from './store.ts'

/** The seller's home: whose move every open order is, most urgent first. */
export function getQueue(ctx: Context): Promise<QueueDto> {
  const { shopCode } = ctx.actor as Member
  return inTransaction(ctx, async (tx) => {
    const [queued, total] = await Promise.all([findQueued(tx), countSome(tx)])
    const now = ctx.platform.now().toISOString()
    const sections: Record<QueueSection, OrderRowDto[]> = { yours: [], waiting: [], making: [], held: [], none: [] }
    for (const line of queued) {
      const { facts, mover, reason, since, phase } = line
      const move = facts ? whoseMove(facts, now) : { mover, reason, since, phase }
      sections[queueSection(move)].push(presentOrderRow(line, move, shopCode))
    }
    const { none: _, ...shown } = sections
    for (const rows of Object.values(shown)) rows.sort(byDue)
    return { ...shown, total }
  })
}

/** Sooner due first; what has no date after it, the longest waiting first. */
function byDue(a: OrderRowDto, b: OrderRowDto): number {
  if (a.dueOn !== b.dueOn) return (a.dueOn ?? '9999') < (b.dueOn ?? '9999') ? -1 : 1
  return a.move.since < b.move.since ? -1 : 1
}
