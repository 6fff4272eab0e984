import { Hono } from 'hono'
import { z } from 'zod'
import type { Review } from '../world/shapes.ts'
import type { World } from '../world/world.ts'
import { type Env, scope } from './access.ts'
import { listingIn, numberIn, page, shopIn } from './find.ts'
import { paging, readForm, readQuery, second } from './input.ts'
import { shopAnswer } from './listing-answer.ts'
import { refuse } from './refusals.ts'

const Country = z.object({ origin_country_iso: z.string().regex(/^[A-Z]{2}$/, 'Expected a country') })
const Reviewed = z.object({ ...paging, min_created: second.optional(), max_created: second.optional() })
const CARRIERS: [number, string, string][] = [
  [1, 'usps', 'USPS'],
  [2, 'dhl', 'DHL'],
  [3, 'royal-mail', 'Royal Mail'],
  [4, 'ups', 'UPS'],
  [5, 'other', 'Other'],
]

export function shopRoutes(world: World, url: string): Hono<Env> {
  return new Hono<Env>()
    .get('/openapi-ping', (c) => c.json({ application_id: c.var.app.applicationId }))
    .post('/scopes', async (c) => {
      const { token } = await readForm(c, z.object({ token: z.string().min(1) }))
      const holder = world.grants.holder(token)
      return typeof holder === 'string' ? refuse(401, 'The token is not valid.') : c.json({ scopes: holder.scopes })
    })
    .get('/users/me', scope(world, 'shops_r'), (c) => {
      const seller = world.sellers.get(c.var.grant.userId)
      return seller ? c.json({ user_id: seller.userId, shop_id: seller.shopId }) : refuse(404, 'There is no such user.')
    })
    .get('/users/:user_id', scope(world, 'email_r'), (c) => {
      const seller = world.sellers.get(numberIn(c, 'user_id'))
      if (seller?.userId !== c.var.grant.userId || !seller) refuse(404, 'A resource could not be found: User.')
      const email = world.faults.fenceEmails ? null : seller.email
      return c.json({
        ...{ user_id: seller.userId, primary_email: email, first_name: seller.name, last_name: null },
        image_url_75x75: null,
      })
    })
    .get('/shops/:shop_id', (c) => c.json(shopAnswer(world, url, shopIn(world, c).shopId)))
    .get('/shipping-carriers', (c) => {
      readQuery(c, Country)
      const results = CARRIERS.map(([id, name, title]) => ({
        ...{ shipping_carrier_id: id, name },
        domestic_classes: [{ mail_class_key: `${name}_standard`, name: `${title} standard` }],
        international_classes: [{ mail_class_key: `${name}_abroad`, name: `${title} abroad` }],
      }))
      return c.json({ count: results.length, results })
    })
    .get('/shops/:shop_id/reviews', (c) => {
      const { shopId } = shopIn(world, c)
      const results = world.reviews.filter((one) => one.shopId === shopId)
      return c.json(reviewed(results, readQuery(c, Reviewed), reviewAnswer))
    })
    .get('/listings/:listing_id/reviews', (c) => {
      const { listingId } = listingIn(world, c)
      const results = world.reviews.filter((one) => one.listingId === listingId)
      return c.json(reviewed(results, readQuery(c, Reviewed), ofListing))
    })
}

function reviewed<Answer>(reviews: Review[], wanted: z.output<typeof Reviewed>, answer: (one: Review) => Answer) {
  const { min_created: least = 0, max_created: most = Number.POSITIVE_INFINITY } = wanted
  const found = reviews.filter(({ created }) => created >= least && created <= most)
  return { count: found.length, results: page(found, wanted).map(answer) }
}

/** Whose it is, only the shop's list says. */
function ofListing(review: Review) {
  const { buyer_user_id: _, transaction_id: __, ...rest } = reviewAnswer(review)
  return rest
}

const reviewAnswer = (one: Review) => ({
  ...{ shop_id: one.shopId, listing_id: one.listingId, transaction_id: one.transactionId },
  ...{ buyer_user_id: one.buyerUserId, rating: one.rating, review: one.review, language: 'en' },
  image_url_fullxfull: null,
  ...{ create_timestamp: one.created, created_timestamp: one.created },
  ...{ update_timestamp: one.created, updated_timestamp: one.created },
})
