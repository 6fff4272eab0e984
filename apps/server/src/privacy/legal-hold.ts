import type { LegalHoldInput, OrderDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import { actOn, insistOn } from '../orders/index.ts'
import type { Context } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { canHoldLegally } from './policy.ts'

const { orders } = schema

/** Kept whole whatever the retention says, until it is taken off. */
export const holdLegally = (ctx: Context, code: string, { reason }: LegalHoldInput): Promise<OrderDto> =>
  actOn(ctx, code, async (tx, { id, legalHoldAt }) => {
    insistOn(canHoldLegally(ctx.actor))
    const at = legalHoldAt ?? ctx.platform.now()
    await tx.tx.update(orders).set({ legalHoldAt: at, legalHoldReason: reason }).where(eq(orders.id, id))
    await record(tx, { type: 'order.legal_hold_set', orderId: id, subjectId: id })
  })

export const endLegalHold = (ctx: Context, code: string): Promise<OrderDto> =>
  actOn(ctx, code, async (tx, { id, legalHoldAt }) => {
    insistOn(canHoldLegally(ctx.actor))
    if (!legalHoldAt) throw conflict('order.not_held', 'It is not on a legal hold any more.')
    await tx.tx.update(orders).set({ legalHoldAt: null, legalHoldReason: null }).where(eq(orders.id, id))
    await record(tx, { type: 'order.legal_hold_ended', orderId: id, subjectId: id })
  })
