import { schema } from '@proofroom/db'
import { eq, inArray } from 'drizzle-orm'
import type { InTx } from '../../platform/context.ts'
import { findConnection } from './store.ts'

const { etsyExtras, etsyFiles, etsyListings, etsyParked, etsyReceipts, etsyShipments, etsyTasks } = schema

/**
 * Forgets whose an order of Etsy's was: where their uploads lay, what was parked of it, what was or is to be told there.
 * Its number stays, by which it is known when Etsy speaks of it again. No files but the order's own go with it.
 */
export async function forgetOfEtsy(ctx: InTx, { id }: { id: string }): Promise<string[]> {
  await ctx.tx.delete(etsyFiles).where(eq(etsyFiles.orderId, id))
  await ctx.tx.delete(etsyTasks).where(eq(etsyTasks.orderId, id))
  const receipts = await ctx.tx
    .update(etsyReceipts)
    .set({ buyerRef: null })
    .where(eq(etsyReceipts.orderId, id))
    .returning({ receiptId: etsyReceipts.receiptId })
  const refs = receipts.map(({ receiptId }) => receiptId)
  if (refs.length > 0) await ctx.tx.delete(etsyParked).where(inArray(etsyParked.receiptId, refs))
  // That it was told, and by which number, keeps it from being told twice.
  await ctx.tx.update(etsyShipments).set({ noteToBuyer: null, problem: null }).where(eq(etsyShipments.orderId, id))
  const extras = await ctx.tx
    .update(etsyExtras)
    .set({ title: '', description: '' })
    .where(eq(etsyExtras.orderId, id))
    .returning({ listingId: etsyExtras.listingId })
  // Made for one person, and perhaps called after them.
  const listingIds = extras.flatMap(({ listingId }) => listingId ?? [])
  if (listingIds.length > 0)
    await ctx.tx.update(etsyListings).set({ title: '' }).where(inArray(etsyListings.listingId, listingIds))
  return []
}

/** For the page that says with whom a shop shares what. */
export async function tellOfEtsy(ctx: InTx) {
  const connection = await findConnection(ctx)
  if (!connection || connection.state === 'disconnected') return []
  return [
    {
      name: 'Etsy',
      gives: 'Orders, what buyers wrote and uploaded with them, and listings',
      gets: 'That a parcel left, its carrier and tracking, a note to the buyer, and extra work as listings of yours',
    },
  ]
}
