import { type EtsyClient, EtsyError, type Listing } from '@proofroom/etsy'
import { type Context, type InTx, inTransaction } from '../../../platform/context.ts'
import { failed } from '../failing.ts'
import { codeOf, isForGood } from '../problems.ts'
import { openClient, type ShopClient } from '../tokens.ts'
import { findAmong } from './among.ts'
import { findMade } from './drafting.ts'
import { drafted, ended, listed } from './settling.ts'
import { type ExtraRow, findWaiting, holdExtra } from './store.ts'

/** One by one as many are looked at in one go; the others next time. */
const MOST_LOOKS = 20
const BATCH = 100

/** What the seller or Etsy did with those that wait there. One call for all drafts, and one for all that are on sale. */
export async function followExtras(ctx: Context): Promise<void> {
  const waiting = await inTransaction(ctx, findWaiting)
  if (waiting.length === 0) return
  const shop = await openClient(ctx)
  const { notBefore = null } = shop?.connection ?? {}
  if (!shop || (notBefore && notBefore > ctx.platform.now())) return
  await orTold(ctx, shop, () => follow(ctx, shop, waiting))
}

/** One of them, whose seller says that it is done. */
export async function lookAt(ctx: Context, id: string): Promise<void> {
  const extra = await inTransaction(ctx, (tx) => holdExtra(tx, id, ['by_hand', 'draft', 'listed']))
  const shop = extra && (await openClient(ctx))
  if (!extra || !shop) return
  await orTold(ctx, shop, async () => {
    if (extra.state !== 'by_hand') return lookHeld(ctx, shop, extra)
    const made = await findMade(shop.client, shop.connection.etsyShopId, id)
    if (made) await onHeld(ctx, extra, (tx, held) => drafted(tx, held, made))
  })
}

async function follow(ctx: Context, shop: ShopClient, waiting: ExtraRow[]): Promise<void> {
  const { client, connection } = shop
  const drafts = waiting.filter(({ state }) => state === 'draft')
  const onSale = waiting.filter(({ state }) => state === 'listed')
  const still = new Set<string>()
  if (drafts.length > 0) {
    const { rows } = await client.listings(connection.etsyShopId, { state: 'draft' })
    for (const { listing_id: id } of rows) still.add(id)
  }
  for (let at = 0; at < onSale.length; at += BATCH) {
    const { rows } = await client.listingsOf(onSale.slice(at, at + BATCH).flatMap(({ listingId }) => listingId ?? []))
    for (const { listing_id: id, state } of rows) if (state === 'active') still.add(id)
  }
  const changed = waiting.filter(({ listingId }) => !still.has(listingId ?? ''))
  for (const extra of changed.slice(0, MOST_LOOKS)) await lookHeld(ctx, shop, extra)
}

/** Null where Etsy knows nothing of it any more. */
async function look(client: EtsyClient, { listingId }: ExtraRow): Promise<Listing | null> {
  try {
    return await client.listing(listingId ?? '')
  } catch (error) {
    if (error instanceof EtsyError && error.code === 'etsy.not_found') return null
    throw error
  }
}

const OVER = new Set(['inactive', 'expired', 'removed'])

/** Sold out is no end: the purchase comes with the orders, and says whose it is. */
async function lookHeld(ctx: Context, { client, connection }: ShopClient, extra: ExtraRow): Promise<void> {
  const listing = await look(client, extra)
  const state = listing?.state ?? ''
  // One by one Etsy may keep a draft to itself; among the shop's own it is to be seen.
  const isHidden = listing === null && extra.state === 'draft'
  const isOwn = ({ listing_id: id }: Listing) => id === extra.listingId
  if (isHidden && (await findAmong(client, connection.etsyShopId, 'draft', isOwn))) return
  if (listing === null || OVER.has(state)) await onHeld(ctx, extra, (tx, held) => ended(tx, held, 'gone'))
  else if (state === 'active' && extra.state === 'draft') await onHeld(ctx, extra, listed)
}

/** Unless it changed here meanwhile. */
const onHeld = (ctx: Context, { id, state }: ExtraRow, act: (tx: InTx, held: ExtraRow) => Promise<void>) =>
  inTransaction(ctx, async (tx) => {
    const held = await holdExtra(tx, id, [state])
    if (held) await act(tx, held)
  })

/** What stands in everything's way is said of the connection; the next round comes by itself. */
async function orTold(ctx: Context, { connection }: ShopClient, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const code = codeOf(error)
    if (code === 'etsy.ours') throw error
    if (isForGood(code) || code === 'etsy.limited') return failed(ctx, connection.id, error)
    ctx.platform.log.warn({ err: error, requestId: ctx.requestId, code }, 'etsy: extra work was not looked at')
  }
}
