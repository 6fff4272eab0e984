import { schema } from '@proofroom/db'
import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { actorId } from '../actor.ts'
import { type InTx, shopOf } from '../context.ts'
import { EVENT_CHANNEL } from './channel.ts'

/** What happened: a type, what it happened to, and ids and numbers that tell it. Never a name, never an address. */
export type DomainEvent = {
  type: string
  orderId?: string | null
  subjectId?: string | null
  data?: Record<string, unknown>
}

/**
 * One action, one transaction, one recorded event: the audit trail and the outbox are written with the change itself,
 * jobs that react to the event are queued with it, and the stream is woken when it commits.
 */
export const record = (ctx: InTx, event: DomainEvent): Promise<void> => recordEach(ctx, [event])

/** One action on many things: an event for each, so that each thing's own timeline tells it. */
export async function recordEach(ctx: InTx, events: DomainEvent[]): Promise<void> {
  if (events.length === 0) return
  const shopId = shopOf(ctx)
  const createdAt = ctx.platform.now()
  const who = { actorType: ctx.actor.type, actorId: actorId(ctx.actor), requestId: ctx.requestId }
  const known = events.map(({ type, orderId = null, subjectId = null, data = {} }) => ({
    ...{ id: uuidv7(), data },
    about: { type, orderId, subjectId },
  }))
  await ctx.tx
    .insert(schema.auditEvents)
    .values(known.map(({ id, data, about }) => ({ id, shopId, ...about, ...who, data, createdAt })))
  await ctx.tx
    .insert(schema.outbox)
    .values(known.map(({ id, about }) => ({ ...about, eventId: id, shopId, createdAt })))
  for (const { id, about } of known) await ctx.platform.jobs.react(ctx.tx, { eventId: id, shopId, ...about })
  await ctx.tx.execute(sql`select pg_notify(${EVENT_CHANNEL}, ${shopId})`)
}

/** News that is no history: how far something is. The stream tells it, the audit trail does not. */
export async function announce(ctx: InTx, { type, subjectId }: { type: string; subjectId: string }): Promise<void> {
  const shopId = shopOf(ctx)
  await ctx.tx
    .insert(schema.outbox)
    .values({ type, subjectId, eventId: uuidv7(), shopId, createdAt: ctx.platform.now() })
  await ctx.tx.execute(sql`select pg_notify(${EVENT_CHANNEL}, ${shopId})`)
}
