import type {
  EtsyListingInput,
  EtsyListingListDto,
  EtsyListingPageDto,
  EtsyListingState,
  EtsyListingWords,
  EtsySectionListDto,
} from '@proofroom/contract'
import type { FullListing } from '@proofroom/etsy'
import { sql } from 'drizzle-orm'
import type { Member } from '../../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../../platform/context.ts'
import { AppError, notFound } from '../../platform/errors.ts'
import { record } from '../../platform/events/record.ts'
import { authorize, presentPermission } from '../../platform/policy.ts'
import { askNow, sent } from './asking.ts'
import { presentListing, presentQuestion, questionsIn, wordsIn } from './listing-present.ts'
import { canAsk, canChangeListings, canEditListings } from './policy.ts'
import { listingPage } from './present.ts'
import type { ShopClient } from './tokens.ts'

// Listings are read from Etsy whenever somebody looks, and kept nowhere.

const AT_ONCE = 50
/** Etsy counts no further. */
const FURTHEST = 12_000

export const listSections = (ctx: Context): Promise<EtsySectionListDto> =>
  askNow(ctx, async ({ client, connection }) => ({ sections: await client.sections(connection.etsyShopId) }))

export function listListings(
  ctx: Context,
  { state, after }: { state: EtsyListingState; after: number },
): Promise<EtsyListingListDto> {
  authorize(canEditListings(ctx.actor))
  return askNow(ctx, async ({ client, connection }) => {
    const page = await client.fullListings(connection.etsyShopId, { state, offset: after, limit: AT_ONCE })
    const next = after + page.rows.length + page.unreadable.length
    return {
      listings: page.rows.map((row) => presentListing(codeOf(ctx), row)),
      total: page.count,
      next: next > after && next < page.count && next <= FURTHEST ? next : null,
    }
  })
}

const codeOf = ({ actor }: Context) => (actor as Member).shopCode

export function getListing(ctx: Context, id: string): Promise<EtsyListingPageDto> {
  authorize(canEditListings(ctx.actor))
  return askAbout(ctx, id, async (shop) => {
    const listing = await ownListing(shop, id)
    const questions = questionsIn(listing)
    return {
      listing: presentListing(codeOf(ctx), listing),
      ...{ description: wordsIn(listing).description, materials: wordsIn(listing).materials },
      editUrl: listingPage(id),
      questions: questions.map(presentQuestion),
      canAsk: presentPermission(canAsk(ctx.actor, shop.connection, questions)),
      can: { edit: presentPermission(canChangeListings(ctx.actor, shop.connection)) },
    }
  })
}

/** Changes what is different, if Etsy still says what the editor began with. */
export function changeListing(ctx: Context, id: string, { seen, change }: EtsyListingInput): Promise<{ done: true }> {
  return askAbout(ctx, id, (shop) =>
    inTransaction(ctx, async (tx) => {
      authorize(canChangeListings(ctx.actor, shop.connection))
      await aloneWith(tx, id)
      refuseChanged(seen, wordsIn(await ownListing(shop, id)))
      await sent(shop.client.changeListing(shop.connection.etsyShopId, id, given(change)))
      await record(tx, { type: 'etsy.listing_changed', data: { listingId: id, fields: Object.keys(change) } })
      return { done: true }
    }),
  )
}

const given = (change: EtsyListingInput['change']) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))

function refuseChanged(seen: EtsyListingWords, now: EtsyListingWords): void {
  const other = Object.entries(FIELDS).filter(([field]) => !isSame(seen, now, field as keyof EtsyListingWords))
  if (other.length === 0) return
  const named = other.map(([, name]) => name).join(', ')
  throw new AppError(
    409,
    'etsy.listing_changed',
    `Somebody changed this at Etsy meanwhile: ${named}. Nothing was overwritten.`,
    Object.fromEntries(other.map(([field]) => [field, 'Etsy says something else by now.'])),
  )
}

const FIELDS: Record<keyof EtsyListingWords, string> = {
  ...{ title: 'the title', description: 'the description', tags: 'the tags', materials: 'the materials' },
}

const isSame = (one: EtsyListingWords, other: EtsyListingWords, field: keyof EtsyListingWords) =>
  JSON.stringify(one[field]) === JSON.stringify(other[field])

/** What is no number of Etsy's names no listing, whether or not a shop is connected. */
export function askAbout<Answer>(ctx: Context, id: string, work: (shop: ShopClient) => Promise<Answer>) {
  if (!/^\d{1,18}$/.test(id)) throw notFound()
  return askNow(ctx, work)
}

/** Etsy shows anybody's to everybody: only this shop's is one here. */
export async function ownListing({ client, connection }: ShopClient, id: string): Promise<FullListing> {
  const listing = await client.listing(id)
  if (listing.shop_id !== connection.etsyShopId) throw notFound()
  return listing
}

/**
 * Etsy has no way to change something only if it is as it was: so one of us at a time looks and changes, until the
 * transaction's end.
 */
export async function aloneWith(ctx: InTx, id: string): Promise<void> {
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`etsy listing ${shopOf(ctx)} ${id}`}, 0))`)
}
