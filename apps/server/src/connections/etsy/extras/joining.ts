import { schema } from '@proofroom/db'
import type { EtsyOrder } from '@proofroom/etsy'
import { and, eq, inArray } from 'drizzle-orm'
import { addedElsewhere, loadOrderById } from '../../orders/index.ts'
import type { InTx } from '../../platform/context.ts'
import { record } from '../../platform/events/record.ts'
import { type Known, productOf } from './products.ts'
import { wordsOn } from './words.ts'

const { etsyExtras } = schema

type ExtraRow = typeof etsyExtras.$inferSelect

/** Extra work that somebody may buy now, by its listing. */
export async function findExtras(ctx: InTx, listingIds: string[]): Promise<Map<string, ExtraRow>> {
  if (listingIds.length === 0) return new Map()
  const rows = await ctx.tx
    .select()
    .from(etsyExtras)
    .where(and(inArray(etsyExtras.listingId, listingIds), inArray(etsyExtras.state, ['draft', 'listed'])))
  return new Map(rows.map((row) => [row.listingId ?? '', row]))
}

/**
 * A purchase of nothing but extra work joins the order that it came from; the ids of what was added. Null where it is a
 * purchase of its own: of other things too, of several orders', or of one that has left.
 */
export async function joinExtra(
  ctx: InTx,
  order: EtsyOrder,
  extras: Map<string, ExtraRow>,
  known: Known,
): Promise<{ id: string; itemIds: string[] } | null> {
  const bought = order.items.map(({ listingId }) => extras.get(listingId ?? ''))
  const [first] = bought
  if (!first || order.status !== 'paid' || bought.some((one) => one?.orderId !== first.orderId)) return null
  const { facts } = (await loadOrderById(ctx, first.orderId)).order
  if (facts.shippedAt || facts.cancelledAt) return null
  const items = order.items.map((item) => ({ ...wordsOn(item), productId: productOf(item, known) ?? null }))
  const itemIds = await addedElsewhere(ctx, first.orderId, items)
  const ids = bought.flatMap((one) => one?.id ?? [])
  const change = { state: 'bought' as const, receiptId: order.ref, boughtAt: order.placedAt }
  await ctx.tx.update(etsyExtras).set(change).where(inArray(etsyExtras.id, ids))
  await record(ctx, { type: 'etsy.extra_bought', orderId: first.orderId, subjectId: first.id })
  return { id: first.orderId, itemIds }
}

/** Given back: the order it joined goes on without; what was added stays for the shop to take out. */
export async function extraGivenBack(ctx: InTx, receiptId: string, orderId: string): Promise<void> {
  await ctx.tx.update(etsyExtras).set({ state: 'withdrawn' }).where(eq(etsyExtras.receiptId, receiptId))
  await record(ctx, { type: 'etsy.extra_given_back', orderId, subjectId: orderId })
}
