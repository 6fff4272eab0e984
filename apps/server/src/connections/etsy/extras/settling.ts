import { schema } from '@proofroom/db'
import type { Listing } from '@proofroom/etsy'
import { and, eq, isNull } from 'drizzle-orm'
import { type InTx, shopOf } from '../../../platform/context.ts'
import { record } from '../../../platform/events/record.ts'
import { addTask, closeTasks } from '../tasks.ts'
import { type ExtraRow, writeExtra } from './store.ts'
import { draftCopy, listingCopy, messageCopy } from './words.ts'

const { etsyListings, etsyTasks } = schema

// What becomes of extra work at Etsy, and what is left for the seller to do there.

export const listingPage = (listingId: string) => `https://www.etsy.com/listing/${listingId}`

/** It is there: for the seller to publish. */
export async function drafted(ctx: InTx, extra: ExtraRow, listing: Listing): Promise<void> {
  const { id, orderId } = extra
  await rememberListing(ctx, extra, listing)
  await writeExtra(ctx, id, { state: 'draft', listingId: listing.listing_id })
  await record(ctx, { type: 'etsy.extra_drafted', orderId, subjectId: id })
  if (listing.state === 'active') return listed(ctx, { ...extra, listingId: listing.listing_id })
  const copy = draftCopy(extra, await urlOf(ctx, listing.listing_id))
  await addTask(ctx, { orderId, kind: 'publish_listing', subject: id, copy })
}

/** Etsy does not take it from here: the seller makes it there. */
export async function byHand(ctx: InTx, extra: ExtraRow, code: string): Promise<void> {
  const { id, orderId } = extra
  await writeExtra(ctx, id, { state: 'by_hand' })
  await record(ctx, { type: 'etsy.extra_refused', orderId, subjectId: id, data: { code } })
  await addTask(ctx, { orderId, kind: 'publish_listing', subject: id, copy: listingCopy(extra) })
}

/** The buyer can buy it. Whoever has not said yet that they sent them its address is told to. */
export async function listed(ctx: InTx, extra: ExtraRow): Promise<void> {
  const { id, orderId, listingId } = extra
  await writeExtra(ctx, id, { state: 'listed' })
  await record(ctx, { type: 'etsy.extra_listed', orderId, subjectId: id })
  if (!(await hasOpenTask(ctx, id))) return
  await closeTasks(ctx, { orderId, kind: 'publish_listing', subject: id }, 'found')
  const copy = messageCopy(extra, await urlOf(ctx, listingId ?? ''))
  await addTask(ctx, { orderId, kind: 'message', subject: id, copy })
}

/** Nobody buys it any more: taken back, taken off sale because of that, or gone at Etsy without us. */
export async function ended(
  ctx: InTx,
  { id, orderId }: ExtraRow,
  type: 'withdrawn' | 'off_sale' | 'gone',
): Promise<void> {
  await writeExtra(ctx, id, { state: 'withdrawn' })
  await record(ctx, { type: `etsy.extra_${type}`, orderId, subjectId: id })
  await closeBoth(ctx, { id, orderId }, 'not_needed')
}

export async function closeBoth(
  ctx: InTx,
  { id, orderId }: Pick<ExtraRow, 'id' | 'orderId'>,
  outcome: 'found' | 'not_needed',
): Promise<void> {
  for (const kind of ['publish_listing', 'message'] as const)
    await closeTasks(ctx, { orderId, kind, subject: id }, outcome)
}

async function hasOpenTask(ctx: InTx, subject: string): Promise<boolean> {
  const open = await ctx.tx
    .select({ id: etsyTasks.id })
    .from(etsyTasks)
    .where(and(eq(etsyTasks.kind, 'publish_listing'), eq(etsyTasks.subject, subject), isNull(etsyTasks.doneAt)))
  return open.length > 0
}

/** Read already, and its page known: it is asked about like any other once it is bought. */
async function rememberListing(ctx: InTx, { title }: ExtraRow, { listing_id: listingId, url, tags }: Listing) {
  const now = ctx.platform.now()
  await ctx.tx
    .insert(etsyListings)
    .values({ shopId: shopOf(ctx), listingId, title, url, tags, readAt: now, createdAt: now })
    .onConflictDoUpdate({ target: [etsyListings.shopId, etsyListings.listingId], set: { url } })
}

async function urlOf(ctx: InTx, listingId: string): Promise<string> {
  const [row] = await ctx.tx
    .select({ url: etsyListings.url })
    .from(etsyListings)
    .where(eq(etsyListings.listingId, listingId))
  return row?.url ?? listingPage(listingId)
}
