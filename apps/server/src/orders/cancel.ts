import type { CancelInput, OrderDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { record } from '../platform/events/record.ts'
import { actOn, insistOn } from './acting.ts'
import { setFacts } from './facts.ts'
import { canCancel } from './policy.ts'

const { orders } = schema

/**
 * For good: nothing of it is made any more. What was agreed stays as it was agreed, and its links keep opening and say
 * that it was cancelled.
 */
export const cancelOrder = (ctx: Context, code: string, { reason }: CancelInput): Promise<OrderDto> =>
  actOn(ctx, code, async (tx, { id, facts }) => {
    insistOn(canCancel(ctx.actor, facts))
    const now = ctx.platform.now().toISOString()
    await tx.tx.update(orders).set({ cancelledReason: reason }).where(eq(orders.id, id))
    await setFacts(tx, id, (before) => ({ ...before, cancelledAt: now, heldAt: null }))
    await record(tx, { type: 'order.cancelled', orderId: id, subjectId: id })
  })
