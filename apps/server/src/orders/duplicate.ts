import type { DuplicateInput, OrderDto } from '@proofroom/contract'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { record } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { placeOrder, readOrder } from './orders.ts'
import { canMark } from './policy.ts'
import { findGates, findItems, type ItemRow, loadOrder } from './store.ts'

/** "Same as last year, new date": the same customer, the same things with the same words on them. No proof, no signature. */
export function duplicateOrder(ctx: Context, code: string, { dueOn }: DuplicateInput): Promise<OrderDto> {
  return inTransaction(ctx, async (tx) => {
    authorize(canMark(ctx.actor))
    const { order: from } = await loadOrder(tx, code)
    const items = await withProductsThere(tx, await findItems(tx, from.id))
    const copy = await placeOrder(tx, { customerId: from.customerId, items, dueOn, data: { from: from.id } })
    await record(tx, { type: 'order.duplicated', orderId: from.id, subjectId: from.id, data: { to: copy.id } })
    return readOrder(tx, copy.code)
  })
}

/** A product that was put away since is left out: the usual workflow does. */
async function withProductsThere(ctx: InTx, items: ItemRow[]): Promise<ItemRow[]> {
  const there = await findGates(
    ctx,
    items.map((item) => item.productId),
  )
  return items.map((item) => ({ ...item, productId: there.has(item.productId) ? item.productId : null }))
}
