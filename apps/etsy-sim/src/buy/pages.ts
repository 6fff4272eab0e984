import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { layout } from '../pages/layout.ts'
import { buy, missing } from '../world/buying.ts'
import { publishListing } from '../world/listings.ts'
import { cancel, deliver } from '../world/orders.ts'
import type { Receipt } from '../world/shapes.ts'
import type { World } from '../world/world.ts'
import { answersOf, buyerOf, orderOf } from './form.ts'
import { purchasePage, purchasesPage } from './purchases.ts'
import { listingPage, shopFront, unsoldPage } from './shop-front.ts'

/** As many as a person looks through. */
const SHOWN = 50

/** Where one plays the buyer. */
export function buyerPages(world: World, url: string): Hono {
  return new Hono()
    .get('/buy', (c) =>
      c.html(
        shopFront(
          [...world.shops.values()].map((shop) => ({
            shop,
            listings: world.listingsOf(shop.shopId).filter(({ state }) => state === 'active'),
          })),
        ),
      ),
    )
    .get('/buy/listings/:id{\\d+}', (c) => {
      const listing = world.listings.get(Number(c.req.param('id')))
      if (!listing) return gone(c)
      return c.html(listing.state === 'active' ? listingPage(listing) : unsoldPage(listing))
    })
    .post('/buy/listings/:id{\\d+}/publish', (c) => {
      const listing = world.listings.get(Number(c.req.param('id')))
      if (listing?.state !== 'draft') return gone(c)
      if (listing.images.length === 0) return c.html(unsoldPage(listing, 'It needs a picture first.'), 409)
      publishListing(world, listing)
      return c.redirect(`/buy/listings/${listing.listingId}`, 303)
    })
    .post('/buy/listings/:id{\\d+}', async (c) => {
      const listing = world.listings.get(Number(c.req.param('id')))
      if (listing?.state !== 'active') return gone(c)
      const form = await c.req.parseBody({ all: true })
      const answers = await answersOf(world, url, listing, form)
      const wrong = typeof answers === 'string' ? answers : missing(listing, answers)
      if (wrong !== null || typeof answers === 'string') return c.html(listingPage(listing, wrong ?? undefined), 400)
      const { quantity, message, gift } = orderOf(form)
      const receipt = buy(world, { buyer: buyerOf(form), wanted: [{ listing, quantity, answers }], message, gift })
      return c.redirect(`/buy/purchases/${receipt.receiptId}`, 303)
    })
    .get('/buy/purchases', (c) => c.html(purchasesPage([...world.receipts.values()].slice(-SHOWN).reverse())))
    .get('/buy/purchases/:id{\\d+}', (c) => {
      const receipt = world.receipts.get(Number(c.req.param('id')))
      return receipt ? c.html(show(world, receipt)) : gone(c)
    })
    .post('/buy/purchases/:id{\\d+}', async (c) => {
      const receipt = world.receipts.get(Number(c.req.param('id')))
      if (!receipt) return gone(c)
      const { act, rating, review } = await c.req.parseBody()
      if (act === 'cancel' && !cancel(world, receipt))
        return c.html(show(world, receipt, 'It is too late to cancel.'), 409)
      if (act === 'deliver') deliver(world, receipt)
      if (act === 'review') publish(world, receipt, Number(rating), String(review ?? ''))
      return c.redirect(`/buy/purchases/${receipt.receiptId}`, 303)
    })
}

function show(world: World, receipt: Receipt, wrong?: string) {
  const mails = world.mails.filter((one) => one.receiptId === receipt.receiptId)
  return purchasePage(receipt, mails, reviewOf(world, receipt), wrong)
}

const reviewOf = (world: World, { transactions }: Receipt) =>
  world.reviews.find((one) => one.transactionId === transactions[0]?.transactionId)

function publish(world: World, receipt: Receipt, rating: number, review: string): void {
  const [sold] = receipt.transactions
  if (!sold || reviewOf(world, receipt) || !(rating >= 1 && rating <= 5)) return
  const { shopId, buyer } = receipt
  const { listingId, transactionId } = sold
  const created = world.clock.seconds
  const stars = Math.round(rating)
  world.reviews.push({ shopId, listingId, transactionId, buyerUserId: buyer.userId, rating: stars, review, created })
  world.changed()
}

const gone = (c: Context): Response | Promise<Response> =>
  c.html(
    layout(
      'Not here',
      html`<div class="card narrow"><h1>There is nothing here</h1><p><a href="/buy">To the shop</a></p></div>`,
    ),
    404,
  )
