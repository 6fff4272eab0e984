import { schema } from '@proofroom/db'
import type { EtsyItem } from '@proofroom/etsy'
import { and, asc, countDistinct, eq, inArray, isNull } from 'drizzle-orm'
import { assignProducts } from '../../orders/index.ts'
import { type InTx, shopOf } from '../../platform/context.ts'

const { etsyItems, etsyListings, etsyRules, orders, products } = schema

export type RuleRow = typeof etsyRules.$inferSelect
export type ListingRow = typeof etsyListings.$inferSelect
export type Product = { id: string; name: string }

export const findProducts = (ctx: InTx): Promise<Product[]> =>
  ctx.tx
    .select({ id: products.id, name: products.name })
    .from(products)
    .where(isNull(products.archivedAt))
    .orderBy(asc(products.name))

/** What this shop said of its listings, as one question: which product is this? */
export type Known = { rules: RuleRow[]; listings: Map<string, ListingRow>; products: Set<string> }

export async function loadKnown(ctx: InTx, listingIds: string[]): Promise<Known> {
  const rules = await ctx.tx.select().from(etsyRules)
  const listings =
    listingIds.length === 0
      ? []
      : await ctx.tx.select().from(etsyListings).where(inArray(etsyListings.listingId, listingIds))
  return {
    rules,
    listings: new Map(listings.map((row) => [row.listingId, row])),
    products: new Set((await findProducts(ctx)).map(({ id }) => id)),
  }
}

type Sold = { listingId: string | null; sku: string | null }

/**
 * The product of something sold, or null where it goes the usual way; undefined while nobody has said. The narrowest
 * rule decides: a SKU is one choice of a listing, a tag is on some, a section holds many.
 */
export function productOf(sold: Sold, { rules, listings, products: there }: Known): string | null | undefined {
  const listing = sold.listingId === null ? undefined : listings.get(sold.listingId)
  const says: [RuleRow['kind'], string[]][] = [
    ['sku', sold.sku === null ? [] : [sold.sku.toLowerCase()]],
    ['listing', sold.listingId === null ? [] : [sold.listingId]],
    ['tag', (listing?.tags ?? []).map((tag) => tag.toLowerCase())],
    ['section', listing?.sectionId ? [listing.sectionId] : []],
  ]
  for (const [kind, values] of says) {
    const rule = rules.find((one) => one.kind === kind && values.includes(one.value))
    // A product that was put away since is asked for anew.
    if (rule && (rule.productId === null || there.has(rule.productId))) return rule.productId
  }
  return undefined
}

/** Remembers that these listings were sold, so that they are read from Etsy and asked about. */
export async function rememberListings(ctx: InTx, items: EtsyItem[]): Promise<void> {
  const sold = new Map(items.flatMap((item) => (item.listingId ? [[item.listingId, item] as const] : [])))
  if (sold.size === 0) return
  await ctx.tx
    .insert(etsyListings)
    .values(
      [...sold].map(([listingId, { title, sku }]) => ({
        ...{ shopId: shopOf(ctx), listingId, title, skus: sku === null ? [] : [sku] },
        createdAt: ctx.platform.now(),
      })),
    )
    .onConflictDoNothing()
}

/** Line items that waited for an answer go the way that is known by now. Answers how many orders that were. */
export async function settleUnknown(ctx: InTx): Promise<number> {
  const waiting = await ctx.tx.select().from(etsyItems).where(eq(etsyItems.isUnknown, true))
  const known = await loadKnown(ctx, [...new Set(waiting.flatMap(({ listingId }) => listingId ?? []))])
  const settled = waiting.flatMap((item) => {
    const productId = productOf(item, known)
    return productId === undefined ? [] : [{ ...item, productId }]
  })
  const byOrder = Map.groupBy(settled, (item) => item.orderId)
  for (const [orderId, items] of byOrder)
    await assignProducts(ctx, orderId, new Map(items.map(({ itemId, productId }) => [itemId, productId])))
  const ids = settled.map(({ transactionId }) => transactionId)
  if (ids.length > 0)
    await ctx.tx.update(etsyItems).set({ isUnknown: false }).where(inArray(etsyItems.transactionId, ids))
  return byOrder.size
}

export type Waiting = { listingId: string | null; sku: string | null; orderId: string }

/** What of open orders waits for somebody to say which product it is. */
export const findWaiting = (ctx: InTx): Promise<Waiting[]> =>
  ctx.tx
    .select({ listingId: etsyItems.listingId, sku: etsyItems.sku, orderId: etsyItems.orderId })
    .from(etsyItems)
    .innerJoin(orders, eq(orders.id, etsyItems.orderId))
    .where(and(eq(etsyItems.isUnknown, true), schema.ORDER_IS_OPEN))

/** Listings of which nobody has said what they are, with how many open orders wait for it. */
export async function findAsked(ctx: InTx): Promise<Map<string, number>> {
  const rows = await ctx.tx
    .select({ listingId: etsyItems.listingId, orders: countDistinct(etsyItems.orderId) })
    .from(etsyItems)
    .innerJoin(orders, eq(orders.id, etsyItems.orderId))
    .where(and(eq(etsyItems.isUnknown, true), schema.ORDER_IS_OPEN))
    .groupBy(etsyItems.listingId)
  return new Map(rows.map((row) => [row.listingId ?? '', row.orders]))
}
