import { schema } from '@proofroom/db'
import { EtsyError, isSigned, readHint } from '@proofroom/etsy'
import { and, eq } from 'drizzle-orm'
import { type Context, inTransaction } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import { findApp } from './app.ts'
import { applyReceipts } from './applying.ts'
import { failed } from './failing.ts'
import { codeOf, isForGood } from './problems.ts'
import { openClient } from './tokens.ts'

const { etsyConnections, etsyWebhooks } = schema

export const RECEIPT_JOB = 'etsy.receipt'
export type ReceiptJob = { shopId: string; receiptId: string; webhookId: string }

export type Delivered = { id: string | null; timestamp: string | null; signature: string | null; body: string }

const unsigned = () => new AppError(401, 'etsy.unsigned', 'This delivery is not signed with our secret.')

/** Takes a delivery: looks whose it is and whether it is signed, notes it once, and leaves the rest to a job. */
export async function takeDelivery(ctx: Context, delivered: Delivered): Promise<void> {
  const hint = readHint(delivered.body)
  const shopId = hint && (await shopWith(ctx, hint.shopId))
  const now = ctx.platform.now()
  if (!hint || !shopId) {
    // Test deliveries and shops that left: good enough to be heard, when the installation's app signed them.
    const { webhookSecret } = ctx.platform.config.etsy
    if (!webhookSecret || !isSigned(delivered, webhookSecret, now)) throw unsigned()
    return
  }
  const scope = { shopId }
  await inTransaction(
    { ...ctx, actor: { type: 'system', job: RECEIPT_JOB, shopId } },
    async (tx) => {
      const secret = (await findApp(tx))?.webhookSecret
      if (!secret || !isSigned(delivered, secret, now)) throw unsigned()
      const { event, receiptId } = hint
      const webhookId = (delivered.id ?? '').slice(0, 200)
      const added = await tx.tx
        .insert(etsyWebhooks)
        .values({ shopId, webhookId, event: event.slice(0, 100), receiptId, receivedAt: now })
        .onConflictDoNothing()
        .returning({ id: etsyWebhooks.webhookId })
      if (added.length > 0 && receiptId)
        await tx.platform.jobs.send<ReceiptJob>(RECEIPT_JOB, { shopId, receiptId, webhookId }, tx.tx)
    },
    scope,
  )
}

async function shopWith(ctx: Context, etsyShopId: string): Promise<string | null> {
  const [row] = await inTransaction(
    ctx,
    (tx) =>
      tx.tx
        .select({ shopId: etsyConnections.shopId })
        .from(etsyConnections)
        .where(eq(etsyConnections.etsyShopId, etsyShopId)),
    { linkCode: `etsy-${etsyShopId}` },
  )
  return row?.shopId ?? null
}

/** A delivery was a hint to look: what it says of itself is not believed. */
export async function readHinted(ctx: Context, { receiptId, webhookId }: ReceiptJob): Promise<void> {
  const shop = await openClient(ctx)
  if (!shop) return
  try {
    await applyReceipts(ctx, [await shop.client.receipt(shop.connection.etsyShopId, receiptId)])
  } catch (error) {
    if (isForGood(codeOf(error))) return failed(ctx, shop.connection.id, error)
    if (!(error instanceof EtsyError && error.code === 'etsy.not_found')) throw error
  }
  await inTransaction(ctx, (tx) =>
    tx.tx
      .update(etsyWebhooks)
      .set({ handledAt: tx.platform.now() })
      .where(and(eq(etsyWebhooks.webhookId, webhookId))),
  )
}
