import type { OrderDto, PromiseInput, ReplyInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { actOn, insistOn } from './acting.ts'
import { setFacts } from './facts.ts'
import { canSetClock } from './policy.ts'

const { orders } = schema

/** The customer wrote: until when they should have an answer. Said again, they have waited since the first time. */
export const oweReply = (ctx: Context, code: string, { at }: ReplyInput): Promise<OrderDto> =>
  actOn(ctx, code, async (tx, { id, facts }) => {
    insistOn(canSetClock(ctx.actor, facts))
    const now = stillToCome(ctx, at)
    await setFacts(tx, id, (before) => ({ ...before, reply: { since: before.reply?.since ?? now, at } }))
    await record(tx, { type: 'reply.due', orderId: id, subjectId: id, data: { until: at } })
  })

export const replied = (ctx: Context, code: string): Promise<OrderDto> =>
  actOn(ctx, code, async (tx, { id, facts }) => {
    insistOn(canSetClock(ctx.actor, facts))
    if (!facts.reply) throw conflict('reply.none', 'Nobody waits for an answer here any more.')
    await setFacts(tx, id, (before) => ({ ...before, reply: null }))
    await record(tx, { type: 'reply.sent', orderId: id, subjectId: id })
  })

/** An update that was promised, and until when. */
export const promiseUpdate = (ctx: Context, code: string, { text, at }: PromiseInput): Promise<OrderDto> =>
  actOn(ctx, code, async (tx, { id, facts }) => {
    insistOn(canSetClock(ctx.actor, facts))
    const now = stillToCome(ctx, at)
    await tx.tx.update(orders).set({ promisedText: text }).where(eq(orders.id, id))
    await setFacts(tx, id, (before) => ({ ...before, promise: { since: before.promise?.since ?? now, at } }))
    await record(tx, { type: 'update.promised', orderId: id, subjectId: id, data: { until: at } })
  })

/** It was sent; its words stay with the order, for the timeline. */
export const updateSent = (ctx: Context, code: string): Promise<OrderDto> =>
  actOn(ctx, code, async (tx, { id, facts }) => {
    insistOn(canSetClock(ctx.actor, facts))
    if (!facts.promise) throw conflict('update.none', 'No update is promised here any more.')
    await setFacts(tx, id, (before) => ({ ...before, promise: null }))
    await record(tx, { type: 'update.sent', orderId: id, subjectId: id })
  })

/** Now, unless what should come is over already. */
function stillToCome(ctx: Context, at: string): string {
  const now = ctx.platform.now().toISOString()
  const sentence = 'This moment is over already. Choose one that is still to come.'
  if (Date.parse(at) <= Date.parse(now)) throw invalid('input', sentence, { at: sentence })
  return now
}
