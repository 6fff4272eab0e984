import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import type { InTx } from '../../platform/context.ts'
import { addTask } from './tasks.ts'

const { etsyReceipts, orders } = schema

/** Cancelled here, and bought there: Etsy has no way to be told, and the buyer's money goes back only there. */
export async function askToCancel(ctx: InTx, orderId: string): Promise<void> {
  const [found] = await ctx.tx
    .select({ receiptId: etsyReceipts.receiptId, status: etsyReceipts.status, reason: orders.cancelledReason })
    .from(orders)
    .innerJoin(etsyReceipts, eq(etsyReceipts.receiptId, orders.sourceRef))
    .where(eq(orders.id, orderId))
  if (found?.status !== 'paid' && found?.status !== 'unpaid') return
  const { receiptId, reason } = found
  const copy = [{ name: 'Order number', value: receiptId }, ...(reason ? [{ name: 'Reason', value: reason }] : [])]
  await addTask(ctx, { orderId, kind: 'cancel', copy })
}
