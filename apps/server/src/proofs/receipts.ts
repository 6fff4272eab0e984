import type { ReceiptDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import { loadShop } from '../identity/index.ts'
import { loadOrderById } from '../orders/index.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'
import { pictureOf, presentDecision } from './present.ts'
import { type DecisionRow, findPages, findVersions, loadProof, type PageRow } from './store.ts'

const { decisions } = schema

export type Receipt = { dto: ReceiptDto; pages: PageRow[]; shopId: string }

export const getReceipt = (ctx: Context, decisionId: string, proofId?: string): Promise<Receipt> =>
  inTransaction(ctx, (tx) => readReceipt(tx, decisionId, proofId))

/** What was signed, by whom and when, for keeping. */
async function readReceipt(ctx: InTx, decisionId: string, proofId?: string): Promise<Receipt> {
  const decision = await loadApproval(ctx, decisionId)
  if (proofId && decision.proofId !== proofId) throw notFound()
  const { order } = await loadOrderById(ctx, decision.orderId)
  const shop = await loadShop(ctx, shopOf(ctx))
  const pages = await findPages(ctx, [decision.versionId])
  const proof = await loadProof(ctx, decision.proofId)
  const versions = await findVersions(ctx, decision.proofId)
  const dto = {
    shopName: shop.name,
    orderLabel: order.label,
    title: proof.title,
    timezone: shop.timezone,
    locale: shop.locale,
    decision: presentDecision(decision, versions, decision.signedName ?? ''),
    pictures: order.anonymisedAt ? [] : pages.map((page) => pictureOf(ctx.actor, page, decision.proofId)),
    removedAt: order.anonymisedAt?.toISOString() ?? null,
  }
  return { dto, pages, shopId: shop.id }
}

async function loadApproval(ctx: InTx, decisionId: string): Promise<DecisionRow> {
  const [row] = await ctx.tx.select().from(decisions).where(eq(decisions.id, decisionId))
  if (row?.kind !== 'approve') throw notFound()
  return row
}
