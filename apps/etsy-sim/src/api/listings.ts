import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { emptyListing } from '../world/seed.ts'
import type { Listing } from '../world/shapes.ts'
import type { World } from '../world/world.ts'
import { type Env, scope } from './access.ts'
import { listingIn, numberIn, ownListingIn, ownShopIn, page } from './find.ts'
import { commaList, flag, paging, readForm, readQuery, whole } from './input.ts'
import { fullListingAnswer, imagesAnswer, listingAnswer } from './listing-answer.ts'
import { refuse } from './refusals.ts'

const INCLUDES = ['Images', 'Shop', 'User', 'Translations', 'Videos', 'Personalization', 'BuyerPrice'] as const
const includesOf = (...known: [string, ...string[]]) => commaList.pipe(z.array(z.enum(known))).default([])
const One = z.object({ includes: includesOf(...INCLUDES) })
const Batch = z.object({
  includes: includesOf(...INCLUDES),
  listing_ids: commaList.pipe(z.array(whole(1)).min(1).max(100)),
})
const Wanted = z.object({
  ...paging,
  // Here, and only here, the two older ones are still taken.
  includes: includesOf(...INCLUDES, 'Shipping', 'Inventory'),
  state: z.enum(['active', 'inactive', 'sold_out', 'draft', 'expired']).default('active'),
  sort_on: z.enum(['created', 'price', 'updated', 'score']).default('created'),
  sort_order: z.enum(['asc', 'ascending', 'up', 'desc', 'descending', 'down']).default('desc'),
})
type Wanted = z.output<typeof Wanted>

const price = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'Expected a number')
  .transform(Number)
  .pipe(z.number().positive())
const WHO = z.enum(['i_did', 'someone_else', 'collective'])
const WHEN = z.string().regex(/^(made_to_order|2020_20\d\d|\d{4}_\d{4}|before_\d{4}|1[789]\d0s|1[78]00s)$/)
/** What Etsy lets a title say: no emoji, no signs of money, and a few signs once. */
const title = z
  .string()
  .min(1)
  .max(140)
  .regex(/^[\p{L}\p{Nd}\p{P}\p{Sm}\p{Zs}™©®]*$/u, 'There are characters that a title may not have')
  .refine(
    (said) => ['%', ':', '&', '+'].every((sign) => said.split(sign).length <= 2),
    'These signs are used once only',
  )
const words = commaList.pipe(z.array(z.string().max(45)).max(13))
const tags = commaList.pipe(z.array(z.string().min(1).max(20)).max(13))
/** They are still in the specification, and an error since the questions took their place. */
const old = z.undefined('This field is deprecated: use updateListingPersonalization.').optional()
const Old = {
  personalization_is_required: old,
  personalization_char_count_max: old,
  personalization_instructions: old,
}
const Draft = z.object({
  ...Old,
  quantity: whole(1, 999),
  title,
  description: z.string().min(1),
  price,
  who_made: WHO,
  when_made: WHEN,
  taxonomy_id: whole(1),
  type: z.enum(['physical', 'download', 'both']).default('physical'),
  shipping_profile_id: whole(1).optional(),
  readiness_state_id: whole(1).optional(),
  image_ids: commaList.pipe(z.array(whole(1)).max(20)).default([]),
  is_supply: flag.optional(),
  should_auto_renew: flag.optional(),
  tags: tags.optional(),
  materials: words.optional(),
})
const Change = z.object({
  ...Old,
  title: title.optional(),
  description: z.string().min(1).optional(),
  tags: tags.optional(),
  materials: words.optional(),
  who_made: WHO.optional(),
  when_made: WHEN.optional(),
  taxonomy_id: whole(1).optional(),
  is_personalizable: flag.optional(),
  state: z.enum(['active', 'inactive']).optional(),
})

export function listingRoutes(world: World, url: string): Hono<Env> {
  const mayRead = scope(world, 'listings_r')
  const mayWrite = scope(world, 'listings_w')
  return new Hono<Env>()
    .get('/shops/:shop_id/listings', mayRead, (c) => {
      const { shopId } = ownShopIn(world, c)
      const wanted = readQuery(c, Wanted)
      const found = sorted(
        world.listingsOf(shopId).filter(({ state }) => state === wanted.state),
        wanted,
      )
      const results = page(found, wanted).map((one) => fullListingAnswer(world, url, one, wanted.includes))
      return c.json({ count: found.length, results })
    })
    .get('/listings/batch', (c) => {
      const { listing_ids: ids, includes } = readQuery(c, Batch)
      const found = ids.flatMap((id) => world.listings.get(id) ?? []).filter(({ state }) => state === 'active')
      // By shop and one by one they say it, all together they do not.
      const results = found.map((one) => ({
        ...fullListingAnswer(world, url, one, includes),
        readiness_state_id: null,
      }))
      return c.json({ count: results.length, results })
    })
    .get('/listings/:listing_id', (c) => {
      const { includes } = readQuery(c, One)
      return c.json(fullListingAnswer(world, url, listingIn(world, c), includes))
    })
    .get('/listings/:listing_id/images', (c) => {
      const results = imagesAnswer(url, listingIn(world, c))
      return c.json({ count: results.length, results })
    })
    .get('/listings/:listing_id/images/:listing_image_id', (c) => {
      const id = numberIn(c, 'listing_image_id')
      const found = imagesAnswer(url, listingIn(world, c)).find((one) => one.listing_image_id === id)
      return found ? c.json(found) : refuse(404, 'A resource could not be found: ListingImage.')
    })
    .post('/shops/:shop_id/listings', mayWrite, async (c) => {
      const { shopId } = ownShopIn(world, c)
      const listing = drafted(world, shopId, await readForm(c, Draft))
      world.listings.set(listing.listingId, listing)
      world.changed()
      return c.json(listingAnswer(world, url, listing), 201)
    })
    .patch('/shops/:shop_id/listings/:listing_id', mayWrite, (c) => change(world, url, c))
}

function drafted(world: World, shopId: number, draft: z.output<typeof Draft>): Listing {
  const { type } = draft
  if (type !== 'download' && (draft.shipping_profile_id === undefined || draft.readiness_state_id === undefined)) {
    refuse(400, 'A physical listing needs a shipping_profile_id and a readiness_state_id.')
  }
  const listing = emptyListing(world, shopId)
  return {
    ...listing,
    ...{ type, title: draft.title, description: draft.description, quantity: draft.quantity },
    price: { ...listing.price, amount: Math.round(draft.price * 100) },
    ...{ tags: draft.tags ?? [], materials: draft.materials ?? [] },
    ...{ taxonomyId: draft.taxonomy_id, whoMade: draft.who_made, whenMade: draft.when_made },
    shippingProfileId: draft.shipping_profile_id ?? null,
    readinessStateId: draft.readiness_state_id ?? null,
    images: draft.image_ids.map((id) => imageIn(world, shopId, id)),
  }
}

/** A picture of another listing of the shop's. */
function imageIn(world: World, shopId: number, id: number): Listing['images'][number] {
  const found = world.listingsOf(shopId).flatMap(({ images }) => images.find((image) => image.id === id) ?? [])[0]
  return found ?? refuse(400, `There is no image ${id}.`)
}

async function change(world: World, url: string, c: Context<Env>): Promise<Response> {
  const listing = ownListingIn(world, c)
  const change = await readForm(c, Change)
  if (change.state === 'active' && listing.images.length === 0) refuse(400, 'A listing needs an image to be active.')
  listing.title = change.title ?? listing.title
  listing.description = change.description ?? listing.description
  listing.tags = change.tags ?? listing.tags
  listing.materials = change.materials ?? listing.materials
  listing.whoMade = change.who_made ?? listing.whoMade
  listing.whenMade = change.when_made ?? listing.whenMade
  listing.taxonomyId = change.taxonomy_id ?? listing.taxonomyId
  listing.state = change.state ?? listing.state
  listing.updated = world.clock.seconds
  world.changed()
  return c.json(listingAnswer(world, url, listing))
}

function sorted(listings: Listing[], { sort_on: on, sort_order: order }: Wanted): Listing[] {
  const value = (one: Listing) =>
    on === 'price' ? one.price.amount : on === 'updated' ? one.updated : on === 'created' ? one.created : 0
  const direction = ['asc', 'ascending', 'up'].includes(order) ? 1 : -1
  return listings.sort((a, b) => direction * (value(a) - value(b) || a.listingId - b.listingId))
}
