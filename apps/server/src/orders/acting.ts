import type { OrderDto } from '@proofroom/contract'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import { authorize, type Decision } from '../platform/policy.ts'
import { readOrder } from './orders.ts'
import { loadOrder, lockOrder, type OrderRow } from './store.ts'

/** One act on an order, which is held until its end. Answers with the order as it is then. */
export function actOn(
  ctx: Context,
  code: string,
  act: (ctx: InTx, order: OrderRow) => Promise<void>,
): Promise<OrderDto> {
  return inTransaction(ctx, async (tx) => {
    const { order } = await loadOrder(tx, code)
    await act(tx, await lockOrder(tx, order.id))
    return readOrder(tx, code)
  })
}

/** Refuses what this person may not, and what this order is not in a state for: the latter has a code of its own. */
export function insistOn(decision: Decision): void {
  if (!decision.allowed && decision.code) throw conflict(decision.code, decision.reason)
  authorize(decision)
}
