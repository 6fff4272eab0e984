import { schema } from '@proofroom/db'
import { type OrderFacts, owedOf, whoseMove } from '@proofroom/workflow'
import { eq } from 'drizzle-orm'
import type { InTx } from '../platform/context.ts'
import { lockOrder } from './store.ts'

/** The columns that follow from the facts: what is asked of the database is never another answer. */
export function moveColumns(facts: OrderFacts, now: Date) {
  const { mover, reason, since, phase } = whoseMove(facts, now.toISOString())
  const { reply, promise } = owedOf(facts)
  return {
    ...{ facts, move: mover, moveReason: reason, moveSince: new Date(since), phase },
    dueOn: facts.shipBy,
    placedAt: new Date(facts.placedAt),
    replyDueAt: instant(reply),
    promisedAt: instant(promise),
    heldAt: instant(facts.heldAt),
  }
}

const instant = (iso: string | null) => (iso === null ? null : new Date(iso))

/**
 * How other slices tell an order what happened to it, in their own transaction: whose move it is follows at once, and
 * cannot disagree with what they wrote.
 */
export async function setFacts(
  ctx: InTx,
  orderId: string,
  change: (facts: OrderFacts) => OrderFacts,
): Promise<OrderFacts> {
  const order = await lockOrder(ctx, orderId)
  const facts = change(order.facts)
  const now = ctx.platform.now()
  await ctx.tx
    .update(schema.orders)
    .set({ ...moveColumns(facts, now), updatedAt: now })
    .where(eq(schema.orders.id, orderId))
  return facts
}
