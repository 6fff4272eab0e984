import { type EtsyClient, EtsyError, type Listing } from '@proofroom/etsy'
import { loadOrderById } from '../../../orders/index.ts'
import { type Context, type InTx, inTransaction } from '../../../platform/context.ts'
import { record } from '../../../platform/events/record.ts'
import { failed } from '../failing.ts'
import { codeOf, isForGood } from '../problems.ts'
import { openClient, type ShopClient } from '../tokens.ts'
import { findAmong } from './among.ts'
import { likeFor, NothingAlike } from './likeness.ts'
import { byHand, drafted, ended } from './settling.ts'
import { type ExtraRow, findLast, findOwnListings, holdExtra, writeExtra } from './store.ts'
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
    await refused(ctx, shop, id, error)
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

/** What a refusal means: a person's turn, or another try. */
async function refused(ctx: Context, { connection }: ShopClient, id: string, error: unknown): Promise<void> {
  const code = error instanceof NothingAlike ? error.code : codeOf(error)
  if (code === 'etsy.ours') throw error
  // The connection says so to the owner; the draft waits until it is connected again.
  if (isForGood(code)) return failed(ctx, connection.id, error)
  ctx.platform.log.warn({ err: error, requestId: ctx.requestId, code }, 'etsy: a draft was not made')
  const isSettled = await inTransaction(ctx, async (tx) => {
    const extra = await holdExtra(tx, id, WANTED)
    if (!extra) return true
    if (!PERSONS_TURN.has(code)) {
      await tellOnce(tx, extra, code)
      return false
    }
    await byHand(tx, extra, code)
    return true
  })
  // The queue comes again, a little later each time.
  if (!isSettled) throw error
}

/** An answer that cannot be read may have been a draft: made again it would be two. */
const PERSONS_TURN = new Set<string>([
  ...['etsy.not_allowed', 'etsy.invalid', 'etsy.not_found', 'etsy.conflict', 'etsy.unreadable', 'etsy.nothing_alike'],
])

/** Told when it is new, not at each try. */
export async function tellOnce(ctx: InTx, { id, orderId }: ExtraRow, code: string): Promise<void> {
  const last = (await findLast(ctx, orderId)).get(id)
  if (last?.code !== code) await record(ctx, { type: 'etsy.extra_refused', orderId, subjectId: id, data: { code } })
}
