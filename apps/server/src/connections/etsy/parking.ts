import type { EtsyParkedListDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Context, type InTx, inTransaction, shopOf } from '../../platform/context.ts'
import { notFound } from '../../platform/errors.ts'
import { announce } from '../../platform/events/record.ts'
import { orderPage } from './present.ts'

const { etsyParked } = schema

type ParkedRow = typeof etsyParked.$inferSelect
type Parked = Pick<ParkedRow, 'receiptId' | 'code' | 'reason'> & { raw: unknown }

/** Kept as it came, with why: the others go on. Parked again it is one try more. */
export async function park(ctx: InTx, { receiptId, raw, code, reason }: Parked): Promise<void> {
  const now = ctx.platform.now()
  const id = uuidv7()
  await ctx.tx
    .insert(etsyParked)
    .values({ id, shopId: shopOf(ctx), receiptId, raw, code, reason, firstAt: now, lastAt: now })
    .onConflictDoUpdate({
      target: [etsyParked.shopId, etsyParked.receiptId],
      set: { raw, code, reason, lastAt: now, tries: sql`${etsyParked.tries} + 1`, doneAt: null, outcome: null },
    })
  await announce(ctx, { type: 'etsy.parked', subjectId: id })
}

/** They were applied after all: what was kept of them is forgotten. */
export async function unpark(ctx: InTx, receiptIds: string[]): Promise<void> {
  if (receiptIds.length === 0) return
  await ctx.tx
    .update(etsyParked)
    .set({ raw: null, doneAt: ctx.platform.now(), outcome: 'applied' })
    .where(and(inArray(etsyParked.receiptId, receiptIds), isNull(etsyParked.doneAt)))
}

const SHOWN = 200

export const listParked = (ctx: Context): Promise<EtsyParkedListDto> =>
  inTransaction(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(etsyParked)
      .where(isNull(etsyParked.doneAt))
      .orderBy(desc(etsyParked.lastAt))
      .limit(SHOWN)
    return { parked: rows.map(presentParked) }
  })

const presentParked = ({ raw, firstAt, lastAt, ...row }: ParkedRow) => ({
  ...{ id: row.id, receiptId: row.receiptId, code: row.code, reason: row.reason, tries: row.tries },
  buyer: buyerOf(raw),
  ...{ firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() },
  url: /^\d+$/.test(row.receiptId) ? orderPage(row.receiptId) : null,
})

function buyerOf(raw: unknown): string | null {
  const name = (raw as { name?: unknown } | null)?.name
  return typeof name === 'string' && name !== '' ? name : null
}

export async function loadParked(ctx: InTx, id: string): Promise<ParkedRow> {
  const [row] = await ctx.tx.select().from(etsyParked).where(eq(etsyParked.id, id))
  if (!row) throw notFound()
  return row
}

export const findParked = (ctx: InTx): Promise<ParkedRow[]> =>
  ctx.tx.select().from(etsyParked).where(isNull(etsyParked.doneAt)).limit(SHOWN)

/** Somebody says that it need not come in. */
export async function putAway(ctx: InTx, id: string): Promise<void> {
  await ctx.tx
    .update(etsyParked)
    .set({ raw: null, doneAt: ctx.platform.now(), outcome: 'put_away' })
    .where(and(eq(etsyParked.id, id), isNull(etsyParked.doneAt)))
}
