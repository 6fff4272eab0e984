import type { HoldInput, OrderDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { actOn, insistOn } from './acting.ts'
import { setFacts } from './facts.ts'
import { canHold, canMark } from './policy.ts'

const { orders } = schema

/** Nothing of it goes on until it is taken off hold. Said again, only the reason is another. */
export const holdOrder = (ctx: Context, code: string, { reason }: HoldInput): Promise<OrderDto> =>
  actOn(ctx, code, async (tx, { id, facts }) => {
    insistOn(canHold(ctx.actor, facts))
    const now = ctx.platform.now().toISOString()
    await tx.tx.update(orders).set({ holdReason: reason }).where(eq(orders.id, id))
    await setFacts(tx, id, (before) => ({ ...before, heldAt: before.heldAt ?? now }))
    await record(tx, { type: 'order.held', orderId: id, subjectId: id })
  })

/** The reason stays with the order: its timeline tells it. */
export const takeOffHold = (ctx: Context, code: string): Promise<OrderDto> =>
  actOn(ctx, code, async (tx, { id, facts }) => {
    authorize(canMark(ctx.actor))
    if (!facts.heldAt) throw conflict('order.not_held', 'It is not on hold any more.')
    await setFacts(tx, id, (before) => ({ ...before, heldAt: null }))
    await record(tx, { type: 'order.taken_off_hold', orderId: id, subjectId: id })
  })
