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
export async function record(ctx: InTx, event: DomainEvent): Promise<void> {
  const shopId = shopOf(ctx)
  const id = uuidv7()
  const about = { type: event.type, orderId: event.orderId ?? null, subjectId: event.subjectId ?? null }
  const createdAt = ctx.platform.now()
  await ctx.tx.insert(schema.auditEvents).values({
    ...about,
    id,
    shopId,
    actorType: ctx.actor.type,
    actorId: actorId(ctx.actor),
    data: event.data ?? {},
    requestId: ctx.requestId,
    createdAt,
  })
  await ctx.tx.insert(schema.outbox).values({ ...about, eventId: id, shopId, createdAt })
  await ctx.platform.jobs.react(ctx.tx, { eventId: id, shopId, ...about })
  await ctx.tx.execute(sql`select pg_notify(${EVENT_CHANNEL}, ${shopId})`)
}
