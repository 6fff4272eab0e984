import { schema } from '@proofroom/db'
import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import { type InTx, shopOf } from '../../platform/context.ts'
import { conflict } from '../../platform/errors.ts'

const { etsyConnections, etsyReceipts } = schema

export type ConnectionRow = typeof etsyConnections.$inferSelect
export type ReceiptRow = typeof etsyReceipts.$inferSelect

/** The shop's connection, connected or broken. */
export async function findConnection(ctx: InTx): Promise<ConnectionRow | null> {
  const [row] = await ctx.tx.select().from(etsyConnections).where(isOwnAndLive(ctx))
  return row ?? null
}

/** Held until the action's end. */
export async function lockConnection(ctx: InTx): Promise<ConnectionRow | null> {
  const [row] = await ctx.tx.select().from(etsyConnections).where(isOwnAndLive(ctx)).for('no key update')
  return row ?? null
}

export async function needConnection(ctx: InTx): Promise<ConnectionRow> {
  const row = await lockConnection(ctx)
  if (!row) throw conflict('etsy.not_connected', 'No Etsy shop is connected.')
  return row
}

// Also by shop: whoever shows a shop of Etsy's sees its connection, whatever shop that is of.
const isOwnAndLive = (ctx: InTx) =>
  and(eq(etsyConnections.shopId, shopOf(ctx)), ne(etsyConnections.state, 'disconnected'))

export async function writeConnection(ctx: InTx, id: string, change: Partial<ConnectionRow>): Promise<void> {
  await ctx.tx.update(etsyConnections).set(change).where(eq(etsyConnections.id, id))
}

export async function findReceipts(ctx: InTx, ids: string[]): Promise<Map<string, ReceiptRow>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.tx.select().from(etsyReceipts).where(inArray(etsyReceipts.receiptId, ids))
  return new Map(rows.map((row) => [row.receiptId, row]))
}

export async function saveReceipts(ctx: InTx, rows: Omit<ReceiptRow, 'shopId' | 'firstSeenAt' | 'appliedAt'>[]) {
  if (rows.length === 0) return
  const now = ctx.platform.now()
  const excluded = (column: string) => sql.raw(`excluded.${column}`)
  await ctx.tx
    .insert(etsyReceipts)
    .values(rows.map((row) => ({ ...row, shopId: shopOf(ctx), firstSeenAt: now, appliedAt: now })))
    .onConflictDoUpdate({
      target: [etsyReceipts.shopId, etsyReceipts.receiptId],
      set: {
        orderId: excluded('order_id'),
        etsyUpdatedAt: excluded('etsy_updated_at'),
        status: excluded('status'),
        appliedHash: excluded('applied_hash'),
        buyerRef: excluded('buyer_ref'),
        appliedAt: now,
      },
    })
}

/** Whoever applies receipts of this shop does so alone, until the transaction's end. */
export async function aloneInShop(ctx: InTx): Promise<void> {
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`etsy ${shopOf(ctx)}`}, 0))`)
}
