import { schema } from '@proofroom/db'
import { type EtsyOrder, orderOf, type Receipt } from '@proofroom/etsy'
import { dayIn } from '@proofroom/workflow'
import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { loadShop } from '../../identity/index.ts'
import { type BroughtOrder, bringOrders, findBrought, loadOrderById } from '../../orders/index.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../../platform/context.ts'
import { AppError, conflict, invalid, postgresCode } from '../../platform/errors.ts'
import { findExtras, joinExtra } from './extras/joining.ts'
import { queueFiles } from './files.ts'
import { follow } from './following.ts'
import { park, unpark } from './parking.ts'
import { hashOf, partsOf } from './parts.ts'
import { type Known, loadKnown, productOf, rememberListings } from './products.ts'
import { aloneInShop, findReceipts, type ReceiptRow, saveReceipts } from './store.ts'
import { giftOf, wordsOn } from './words.ts'

const { etsyItems, orderItems, orders } = schema

/**
 * Applies what Etsy says of some receipts, all in one transaction; where that fails, each in one of its own, and what
 * cannot be applied is parked. Applied twice, or by two at once, they are as if applied once.
 */
export async function applyReceipts(ctx: Context, receipts: Receipt[]): Promise<void> {
  if (receipts.length === 0) return
  try {
    await inTransaction(ctx, (tx) => applyTogether(tx, receipts))
  } catch (error) {
    if (isPassing(error)) throw error
    if (receipts.length > 1) for (const receipt of receipts) await applyReceipts(ctx, [receipt])
    else await parkOne(ctx, receipts[0] as Receipt, error)
  }
}

async function parkOne(ctx: Context, receipt: Receipt, error: unknown): Promise<void> {
  const told = error instanceof AppError ? error : null
  if (!told) ctx.platform.log.error({ err: error, requestId: ctx.requestId }, 'etsy: a receipt could not be applied')
  const code = told?.code ?? 'etsy.failed'
  const reason = told?.message ?? 'This order could not be taken over because of a mistake on our side. Try it again.'
  await inTransaction(ctx, (tx) => park(tx, { receiptId: receipt.receipt_id, raw: receipt, code, reason }))
}

/** It is not about the receipt: the database is away, or two met once too often. */
function isPassing(error: unknown): boolean {
  const code = postgresCode(error) ?? ''
  return /^(08|40|53|57|58)/.test(code) || /^(CONNECTION_|ECONN|ETIMEDOUT|EPIPE|CONNECT_)/.test(code)
}

async function applyTogether(ctx: InTx, receipts: Receipt[]): Promise<void> {
  await aloneInShop(ctx)
  const said = newestOf(receipts)
  const known = await findReceipts(ctx, [...said.keys()])
  const forgotten = await findForgotten(ctx, [...known.values()])
  const added: EtsyOrder[] = []
  const saved: Parameters<typeof saveReceipts>[1] = []
  for (const order of said.values()) {
    const row = known.get(order.ref)
    if (row && order.updatedAt < row.etsyUpdatedAt) continue
    const hash = hashOf(partsOf(order))
    if (row?.orderId && forgotten.has(row.orderId)) {
      saved.push({ ...receiptRow(order, hash, row.orderId), buyerRef: null })
      continue
    }
    if (row?.orderId && row.appliedHash !== hash) await follow(ctx, { ...row, orderId: row.orderId }, order)
    if (!row?.orderId && (order.status === 'paid' || order.status === 'shipped')) added.push(order)
    else if (!row || isOther(row, order, hash)) saved.push(receiptRow(order, hash, row?.orderId ?? null))
  }
  const orderIds = await bring(ctx, added)
  for (const order of added) {
    const orderId = orderIds.get(order.ref) ?? null
    saved.push(receiptRow(order, hashOf(partsOf(order)), orderId))
  }
  await saveReceipts(ctx, saved)
  await unpark(ctx, [...said.keys()])
}

function newestOf(receipts: Receipt[]): Map<string, EtsyOrder> {
  const newest = new Map<string, EtsyOrder>()
  for (const receipt of receipts) {
    const order = orderOf(receipt)
    if (!order) throw invalid('etsy.no_date', 'Etsy does not say when this order was placed. Try it again later.')
    const before = newest.get(order.ref)
    if (!before || before.updatedAt <= order.updatedAt) newest.set(order.ref, order)
  }
  return newest
}

/** Orders that say no more whose they were: what Etsy says of them later is not taken over. */
async function findForgotten(ctx: InTx, rows: ReceiptRow[]): Promise<Set<string>> {
  const ids = rows.flatMap(({ orderId }) => orderId ?? [])
  if (ids.length === 0) return new Set()
  const gone = await ctx.tx
    .select({ id: orders.id })
    .from(orders)
    .where(and(inArray(orders.id, ids), isNotNull(orders.anonymisedAt)))
  return new Set(gone.map(({ id }) => id))
}

const isOther = (row: ReceiptRow, order: EtsyOrder, hash: string) =>
  row.appliedHash !== hash || row.etsyUpdatedAt.getTime() !== order.updatedAt.getTime()

const receiptRow = (order: EtsyOrder, appliedHash: string, orderId: string | null) => ({
  ...{ receiptId: order.ref, orderId, etsyUpdatedAt: order.updatedAt, status: order.status, appliedHash },
  buyerRef: order.customer.ref,
})

/** New orders, and those that a file brought before: the id of each. */
async function bring(ctx: InTx, added: EtsyOrder[]): Promise<Map<string, string>> {
  if (added.length === 0) return new Map()
  const refs = added.map(({ ref }) => ref)
  const { before, taken } = await findBrought(ctx, 'csv', refs)
  const joined = new Map(before.map(({ ref, id }) => [ref, id]))
  const forgotten = new Set(before.filter(({ isAnonymised }) => isAnonymised).map(({ ref }) => ref))
  const empty = added.find(({ items }) => items.length === 0)
  if (empty) throw invalid('etsy.no_items', 'Etsy says nothing of what was bought. Look at the order there.')
  const clash = refs.find((ref) => taken.has(ref) && !joined.has(ref))
  if (clash)
    throw conflict('etsy.label_taken', `There is another order called ${clash} here. Give that one another number.`)
  const items = added.flatMap((order) => order.items)
  await rememberListings(ctx, items)
  const known = await loadKnown(ctx, [...new Set(items.flatMap(({ listingId }) => listingId ?? []))])
  const { timezone } = await loadShop(ctx, shopOf(ctx))
  const places: Places = new Map()
  const extraOf = await findExtras(ctx, items)
  for (const order of added) {
    const place = await joinExtra(ctx, order, extraOf, known)
    if (place) places.set(order.ref, place)
  }
  const fresh = added.filter(({ ref }) => !joined.has(ref) && !places.has(ref))
  const made = await bringOrders(
    ctx,
    fresh.map((order) => broughtOf(order, known, timezone)),
    { source: 'etsy' },
  )
  for (const { ref, id, itemIds } of made) places.set(ref, { id, itemIds })
  for (const [ref, id] of joined) places.set(ref, { id, itemIds: await itemIdsOf(ctx, id) })
  const wanted = added.filter(({ ref }) => !forgotten.has(ref))
  await rememberItems(ctx, wanted, places, known)
  for (const order of wanted) await queueFiles(ctx, order, places.get(order.ref)?.id ?? '')
  return new Map([...places].map(([ref, { id }]) => [ref, id]))
}

const broughtOf = (order: EtsyOrder, known: Known, timezone: string): BroughtOrder => ({
  origin: { source: 'etsy', ref: order.ref, hash: '' },
  customer: { name: order.customer.name, email: order.customer.email },
  items: order.items.map((item) => ({ ...wordsOn(item), productId: productOf(item, known) ?? null })),
  dueOn: order.shipBy && dayIn(timezone, order.shipBy.toISOString()),
  placedAt: order.placedAt,
  tags: [],
  priority: 'normal',
  ...giftOf(order),
  customerNote: order.note,
  shippedAt: order.status === 'shipped' ? (order.shipments[0]?.at ?? order.updatedAt) : null,
})

const itemIdsOf = async (ctx: InTx, orderId: string): Promise<string[]> => {
  const { order } = await loadOrderById(ctx, orderId)
  const rows = await ctx.tx
    .select({ id: orderItems.id })
    .from(orderItems)
    .where(eq(orderItems.orderId, order.id))
    .orderBy(orderItems.position)
  return rows.map(({ id }) => id)
}

type Places = Map<string, { id: string; itemIds: string[] }>

/** Item by item in the order they came in; of an order that a file brought, as far as there are any. */
async function rememberItems(ctx: InTx, added: EtsyOrder[], places: Places, known: Known): Promise<void> {
  const rows = added.flatMap((order) =>
    order.items.flatMap((item, i) => {
      const place = places.get(order.ref)
      const itemId = place?.itemIds[i]
      if (!place || !itemId) return []
      const { ref: transactionId, listingId, sku, isDigital } = item
      const isUnknown = order.status === 'paid' && listingId !== null && productOf(item, known) === undefined
      const row = { shopId: shopOf(ctx), transactionId, receiptId: order.ref, orderId: place.id, itemId }
      return [{ ...row, listingId, sku, isDigital, isUnknown }]
    }),
  )
  if (rows.length > 0) await ctx.tx.insert(etsyItems).values(rows).onConflictDoNothing()
}
