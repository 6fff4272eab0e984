import { schema } from '@proofroom/db'
import type { EtsyItem, EtsyOrder } from '@proofroom/etsy'
import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { addedElsewhere, loadOrderById } from '../../../orders/index.ts'
import type { InTx } from '../../../platform/context.ts'
import { record } from '../../../platform/events/record.ts'
import { type Known, productOf } from '../products.ts'
import { wordsOn } from '../words.ts'
import { closeBoth } from './settling.ts'
import type { ExtraRow } from './store.ts'
import { markIn } from './words.ts'

const { etsyExtras } = schema

/** Which of these is which extra work: by its listing, or by the mark in the words of one that was made by hand. */
export async function findExtras(ctx: InTx, items: EtsyItem[]): Promise<(item: EtsyItem) => ExtraRow | undefined> {
  const listingIds = items.flatMap(({ listingId }) => listingId ?? [])
  const marks = items.flatMap(({ description }) => markIn(description) ?? [])
  if (listingIds.length + marks.length === 0) return () => undefined
  const byMark = marks.length > 0 ? inArray(sql`right(${etsyExtras.id}::text, 12)`, marks) : undefined
  const rows = await ctx.tx
    .select()
    .from(etsyExtras)
    // Taken back or not: what somebody has paid for all the same belongs to the order that it was made for.
    .where(and(isNull(etsyExtras.receiptId), or(inArray(etsyExtras.listingId, listingIds), byMark)))
  return ({ listingId, description }) =>
    rows.find((row) => row.listingId !== null && row.listingId === listingId) ??
    rows.find(({ id }) => id.slice(-12) === markIn(description))
}

/**
 * A purchase of nothing but extra work joins the order that it came from; the ids of what was added. Null where it is a
 * purchase of its own: of other things too, of several orders', or of one that has left.
 */
export async function joinExtra(
  ctx: InTx,
  order: EtsyOrder,
  extraOf: (item: EtsyItem) => ExtraRow | undefined,
  known: Known,
): Promise<{ id: string; itemIds: string[] } | null> {
  const bought = order.items.map((item) => ({ item, extra: extraOf(item) }))
  const extras = bought.flatMap(({ extra }) => extra ?? [])
  const [first] = extras
  if (!first || order.status !== 'paid') return null
  for (const { item, extra } of bought) if (extra) await sold(ctx, extra, item, order)
  if (extras.length < bought.length || extras.some((one) => one.orderId !== first.orderId)) return null
  const { facts } = (await loadOrderById(ctx, first.orderId)).order
  if (facts.shippedAt || facts.cancelledAt) return null
  const items = order.items.map((item) => ({ ...wordsOn(item), productId: productOf(item, known) ?? null }))
  return { id: first.orderId, itemIds: await addedElsewhere(ctx, first.orderId, items) }
}

async function sold(ctx: InTx, extra: ExtraRow, { listingId }: EtsyItem, order: EtsyOrder): Promise<void> {
  const { id, orderId } = extra
  const change = { state: 'bought' as const, receiptId: order.ref, boughtAt: order.placedAt }
  await ctx.tx
    .update(etsyExtras)
    .set({ ...change, listingId: extra.listingId ?? listingId })
    .where(eq(etsyExtras.id, id))
  await record(ctx, { type: 'etsy.extra_bought', orderId, subjectId: id })
  await closeBoth(ctx, { id, orderId }, 'found')
}

/** Given back: the order it joined goes on without; what was added stays for the shop to take out. */
export async function extraGivenBack(ctx: InTx, receiptId: string, orderId: string): Promise<void> {
  const back = await ctx.tx
    .update(etsyExtras)
    .set({ state: 'withdrawn' })
    .where(eq(etsyExtras.receiptId, receiptId))
    .returning({ id: etsyExtras.id })
  for (const { id } of back) await record(ctx, { type: 'etsy.extra_given_back', orderId, subjectId: id })
}
