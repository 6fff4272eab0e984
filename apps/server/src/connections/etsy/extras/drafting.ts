import { type EtsyClient, EtsyError, type Listing } from '@proofroom/etsy'
import { loadOrderById } from '../../../orders/index.ts'
import { type Context, type InTx, inTransaction } from '../../../platform/context.ts'
import { openClient, type ShopClient } from '../tokens.ts'
import { findAmong } from './among.ts'
import { likeFor } from './likeness.ts'
import { refused } from './refusing.ts'
import { byHand, drafted, ended } from './settling.ts'
import { type ExtraRow, findOwnListings, holdExtra, writeExtra } from './store.ts'
import { descriptionOf, markIn, markOf } from './words.ts'

const WANTED = ['intended', 'calling', 'unsure'] as const

/**
 * Makes one draft at Etsy, once: twice would be two. That Etsy is being asked is committed before anybody asks; whoever
 * comes after that, another worker or the same one after a lost answer, finds it so and looks among the shop's listings
 * first. The row is held meanwhile, so that one at a time asks.
 */
export async function makeDraft(ctx: Context, id: string): Promise<void> {
  const shop = await openClient(ctx)
  // Broken, or gone: made once it is connected again.
  if (!shop || !(await begin(ctx, id))) return
  try {
    await inTransaction(ctx, (tx) => makeHeld(tx, shop, id))
  } catch (error) {
    await refused(ctx, shop, id, error, { wanted: WANTED, personsTurn: PERSONS_TURN, leave: byHand })
  }
}

const begin = (ctx: Context, id: string): Promise<boolean> =>
  inTransaction(ctx, async (tx) => {
    const extra = await holdExtra(tx, id, WANTED)
    if (!extra) return false
    await writeExtra(tx, id, { state: extra.state === 'intended' ? 'calling' : 'unsure' })
    return true
  })

async function makeHeld(ctx: InTx, { client, connection }: ShopClient, id: string): Promise<void> {
  const extra = await holdExtra(ctx, id, WANTED)
  if (!extra) return
  const { facts } = (await loadOrderById(ctx, extra.orderId)).order
  if (facts.shippedAt || facts.cancelledAt) return ended(ctx, extra, 'withdrawn')
  const { etsyShopId } = connection
  const found = extra.state === 'unsure' ? await findMade(client, etsyShopId, id) : null
  await drafted(ctx, extra, found ?? (await create(ctx, client, etsyShopId, extra)))
}

async function create(ctx: InTx, client: EtsyClient, etsyShopId: string, extra: ExtraRow): Promise<Listing> {
  const like = await likeFor(client, etsyShopId, await findOwnListings(ctx, extra.orderId))
  const { title, amount, currency } = extra
  const draft = { title, description: descriptionOf(extra), amount, currency, like }
  try {
    return await client.createDraft(etsyShopId, draft)
  } catch (error) {
    // Refused, so none was made. Whether a picture of another listing is taken is Etsy's affair: without is a draft, too.
    if (!(error instanceof EtsyError) || error.code !== 'etsy.invalid' || like.images.length === 0) throw error
    return client.createDraft(etsyShopId, { ...draft, like: { ...like, images: [] } })
  }
}

/** One that was made before, by us or by hand with the words that were there to copy. */
export async function findMade(client: EtsyClient, etsyShopId: string, id: string): Promise<Listing | null> {
  const mark = markIn(markOf(id))
  const is = ({ description }: Listing) => markIn(description) === mark
  return (await findAmong(client, etsyShopId, 'draft', is)) ?? findAmong(client, etsyShopId, 'active', is)
}

/** An answer that cannot be read may have been a draft: made again it would be two. */
const PERSONS_TURN = new Set<string>([
  ...['etsy.not_allowed', 'etsy.invalid', 'etsy.not_found', 'etsy.conflict', 'etsy.unreadable', 'etsy.nothing_alike'],
])
