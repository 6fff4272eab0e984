import { schema } from '@proofroom/db'
import { type OrderFacts, whoseMove } from '@proofroom/workflow'
import { eq } from 'drizzle-orm'
import type { InTx } from '../platform/context.ts'
import { lockOrder } from './store.ts'

/** The columns that follow from the facts. */
export function moveColumns(facts: OrderFacts) {
  const { mover, reason, since, phase } = whoseMove(facts)
  return { facts, move: mover, moveReason: reason, moveSince: new Date(since), phase }
}

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
  await ctx.tx
    .update(schema.orders)
    .set({ ...moveColumns(facts), updatedAt: ctx.platform.now() })
    .where(eq(schema.orders.id, orderId))
  return facts
}
