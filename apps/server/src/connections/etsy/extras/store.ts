import { schema } from '@proofroom/db'
import { and, desc, eq, inArray, isNull, like, lt } from 'drizzle-orm'
import { type InTx, shopOf } from '../../../platform/context.ts'

const { auditEvents, etsyExtras, etsyItems, etsyListings, etsyReceipts, orders } = schema

export const EXTRA_JOB = 'etsy.extra'
export type ExtraJob = { shopId: string; id: string }
/** Looks at those that wait at Etsy: for the seller to publish them, for the buyer to buy them. */
export const FOLLOW_JOB = 'etsy.extras_followed'
export type FollowJob = { shopId: string }

export type ExtraRow = typeof etsyExtras.$inferSelect
export type ExtraState = ExtraRow['state']

/** Held until the action's end, in one of these states; null when somebody else came first. */
export async function holdExtra(ctx: InTx, id: string, states: readonly ExtraState[]): Promise<ExtraRow | null> {
  const [row] = await ctx.tx
    .select()
    .from(etsyExtras)
    .where(and(eq(etsyExtras.id, id), inArray(etsyExtras.state, [...states])))
    .for('update')
  return row ?? null
}

export async function writeExtra(ctx: InTx, id: string, change: Partial<ExtraRow>): Promise<void> {
  await ctx.tx.update(etsyExtras).set(change).where(eq(etsyExtras.id, id))
}

export const sendJob = (ctx: InTx, id: string): Promise<void> =>
  ctx.platform.jobs.send<ExtraJob>(EXTRA_JOB, { shopId: shopOf(ctx), id }, ctx.tx)

export const sendFollow = (ctx: InTx): Promise<void> =>
  ctx.platform.jobs.send<FollowJob>(FOLLOW_JOB, { shopId: shopOf(ctx) }, ctx.tx)

/** Those of an order, the oldest first. */
export const findExtrasOf = (ctx: InTx, orderId: string): Promise<(ExtraRow & { url: string | null })[]> =>
  ctx.tx
    .select({ extra: etsyExtras, url: etsyListings.url })
    .from(etsyExtras)
    .leftJoin(etsyListings, eq(etsyListings.listingId, etsyExtras.listingId))
    .where(eq(etsyExtras.orderId, orderId))
    .orderBy(etsyExtras.createdAt, etsyExtras.id)
    .then((rows) => rows.map(({ extra, url }) => ({ ...extra, url })))

export const TO_BE_TOLD: readonly ExtraState[] = ['intended', 'calling', 'unsure', 'publishing', 'withdrawing']

/** What Etsy is still to be told of, from before then. */
export const findForgotten = (ctx: InTx, before: Date): Promise<{ id: string }[]> =>
  ctx.tx
    .select({ id: etsyExtras.id })
    .from(etsyExtras)
    .where(and(inArray(etsyExtras.state, [...TO_BE_TOLD]), lt(etsyExtras.createdAt, before)))

/** What lies at Etsy and may change there by itself. Of an order that has left or was cancelled nobody buys more. */
export const findWaiting = (ctx: InTx): Promise<ExtraRow[]> =>
  ctx.tx
    .select({ extra: etsyExtras })
    .from(etsyExtras)
    .innerJoin(orders, eq(orders.id, etsyExtras.orderId))
    .where(and(inArray(etsyExtras.state, ['draft', 'listed']), isNull(orders.anonymisedAt), schema.ORDER_IS_OPEN))
    .orderBy(etsyExtras.createdAt)
    .then((rows) => rows.map(({ extra }) => extra))

/** What an order's own things were bought as, each once: not extra work that joined it. */
export async function findOwnListings(ctx: InTx, orderId: string): Promise<string[]> {
  const rows = await ctx.tx
    .select({ listingId: etsyItems.listingId })
    .from(etsyItems)
    .innerJoin(orders, and(eq(orders.id, etsyItems.orderId), eq(orders.sourceRef, etsyItems.receiptId)))
    .where(eq(etsyItems.orderId, orderId))
    .orderBy(etsyItems.transactionId)
  return [...new Set(rows.flatMap(({ listingId }) => listingId ?? []))]
}

/** The order's own number at Etsy, where it has one. */
export async function receiptIdOf(ctx: InTx, orderId: string): Promise<string | null> {
  const [row] = await ctx.tx
    .select({ receiptId: etsyReceipts.receiptId })
    .from(etsyReceipts)
    .where(eq(etsyReceipts.orderId, orderId))
    .orderBy(etsyReceipts.firstSeenAt)
    .limit(1)
  return row?.receiptId ?? null
}

type Last = { type: string; code: string | null }

/** The last that happened to each of an order's: why it failed, how it ended. */
export async function findLast(ctx: InTx, orderId: string): Promise<Map<string, Last>> {
  const rows = await ctx.tx
    .selectDistinctOn([auditEvents.subjectId], {
      ...{ subjectId: auditEvents.subjectId, type: auditEvents.type, data: auditEvents.data },
    })
    .from(auditEvents)
    .where(and(eq(auditEvents.orderId, orderId), like(auditEvents.type, 'etsy.extra\\_%')))
    .orderBy(auditEvents.subjectId, desc(auditEvents.createdAt), desc(auditEvents.id))
  return new Map(
    rows.map(({ subjectId, type, data }) => [subjectId ?? '', { type, code: data.code ? String(data.code) : null }]),
  )
}
