import { type Context, type InTx, inTransaction } from '../../../platform/context.ts'
import { record } from '../../../platform/events/record.ts'
import { openClient, type ShopClient } from '../tokens.ts'
import { refused } from './refusing.ts'
import { ended, listed } from './settling.ts'
import { type ExtraRow, holdExtra, writeExtra } from './store.ts'

const WANTED = ['publishing', 'withdrawing'] as const

/** Puts a listing on sale, or takes it off: as often as it needs to be said, it is the same. */
export async function setOnSale(ctx: Context, id: string): Promise<void> {
  const shop = await openClient(ctx)
  if (!shop) return
  try {
    await inTransaction(ctx, (tx) => setHeld(tx, shop, id))
  } catch (error) {
    await refused(ctx, shop, id, error, { wanted: WANTED, personsTurn: PERSONS_TURN, leave })
  }
}

async function setHeld(ctx: InTx, { client, connection }: ShopClient, id: string): Promise<void> {
  const extra = await holdExtra(ctx, id, WANTED)
  if (!extra?.listingId) return
  const { etsyShopId } = connection
  if (extra.state === 'publishing') {
    await client.setListingState(etsyShopId, extra.listingId, 'active')
    return listed(ctx, extra)
  }
  const { state } = await client.listing(extra.listingId)
  // Sold just now: the purchase is on its way here, and joins.
  if (state === 'active') await client.setListingState(etsyShopId, extra.listingId, 'inactive')
  await ended(ctx, extra, 'off_sale')
}

const PERSONS_TURN = new Set<string>(['etsy.not_allowed', 'etsy.invalid', 'etsy.conflict', 'etsy.not_found'])

/** As it was, with why: what is left is the seller's, at Etsy. */
async function leave(ctx: InTx, extra: ExtraRow, code: string): Promise<void> {
  const { id, orderId } = extra
  if (extra.state === 'publishing') {
    await writeExtra(ctx, id, { state: 'draft' })
    await record(ctx, { type: 'etsy.extra_refused', orderId, subjectId: id, data: { code: 'etsy.not_published' } })
    return
  }
  await ended(ctx, extra, 'off_sale')
  if (code === 'etsy.not_found') return
  await record(ctx, { type: 'etsy.extra_refused', orderId, subjectId: id, data: { code: 'etsy.not_taken_off' } })
}
