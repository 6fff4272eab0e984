import type { EtsyParkedListDto } from '@proofroom/contract'
import { EtsyError } from '@proofroom/etsy'
import { type Context, inTransaction } from '../../platform/context.ts'
import { conflict } from '../../platform/errors.ts'
import { record } from '../../platform/events/record.ts'
import { authorize } from '../../platform/policy.ts'
import { applyReceipts } from './applying.ts'
import { findParked, listParked, loadParked, putAway } from './parking.ts'
import { canSync } from './policy.ts'
import { codeOf, wordsOf } from './problems.ts'
import { openClient } from './tokens.ts'

/** Tries one again, as it is at Etsy by now; what cannot be applied stays parked, with one try more. */
export async function replay(ctx: Context, id: string): Promise<EtsyParkedListDto> {
  authorize(canSync(ctx.actor))
  const { receiptId } = await inTransaction({ ...ctx, idempotency: null }, (tx) => loadParked(tx, id))
  await readAgain(ctx, [receiptId])
  return listParked(ctx)
}

export async function replayAll(ctx: Context): Promise<EtsyParkedListDto> {
  authorize(canSync(ctx.actor))
  const parked = await inTransaction({ ...ctx, idempotency: null }, findParked)
  await readAgain(
    ctx,
    parked.map(({ receiptId }) => receiptId),
  )
  return listParked(ctx)
}

async function readAgain(ctx: Context, receiptIds: string[]): Promise<void> {
  const shop = await openClient(ctx)
  if (!shop) throw conflict('etsy.not_connected', 'Connect the shop with Etsy first: the order is read from there.')
  const quiet = { ...ctx, idempotency: null }
  for (const receiptId of receiptIds.filter((one) => /^\d+$/.test(one))) {
    try {
      await applyReceipts(quiet, [await shop.client.receipt(shop.connection.etsyShopId, receiptId)])
    } catch (error) {
      if (!(error instanceof EtsyError)) throw error
      if (error.code === 'etsy.unreadable' || error.code === 'etsy.not_found') continue
      throw conflict(codeOf(error), wordsOf(codeOf(error)))
    }
  }
}

export async function putParkedAway(ctx: Context, id: string): Promise<EtsyParkedListDto> {
  await inTransaction(ctx, async (tx) => {
    authorize(canSync(ctx.actor))
    await loadParked(tx, id)
    await putAway(tx, id)
    await record(tx, { type: 'etsy.put_away', subjectId: id })
  })
  return listParked(ctx)
}
