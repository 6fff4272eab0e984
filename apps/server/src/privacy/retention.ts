import type { RetentionPreviewDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { anonymiseOrder, type Forgetter } from './anonymise.ts'
import { emptyImportsBefore } from './elsewhere.ts'

const { ORDER_IS_OVER, orders, shops } = schema

const DAY_MS = 24 * 3_600_000

/** When it was over: cancelled, delivered, or shipped and never said to have arrived. */
const OVER_AT = sql`coalesce(facts ->> 'cancelledAt', facts ->> 'deliveredAt', facts ->> 'shippedAt')::timestamptz`

/** Over long enough, and nobody waits for an answer about it. */
const isDue = (before: Date): SQL =>
  sql`${ORDER_IS_OVER} and reply_due_at is null and promised_at is null and ${OVER_AT} < ${before.toISOString()}::timestamptz`

const dayBefore = (ctx: Context, days: number) => new Date(ctx.platform.now().getTime() - days * DAY_MS)

/** What a retention of so many days would do at once. */
export function previewRetention(ctx: Context, days: number): Promise<RetentionPreviewDto> {
  const before = dayBefore(ctx, days)
  return inTransaction(ctx, async ({ tx }) => {
    const [row] = await tx
      .select({
        orders: sql<number>`count(*) filter (where ${orders.legalHoldAt} is null)::int`,
        onHold: sql<number>`count(*) filter (where ${orders.legalHoldAt} is not null)::int`,
      })
      .from(orders)
      .where(isDue(before))
    return { orders: row?.orders ?? 0, onHold: row?.onHold ?? 0, before: before.toISOString() }
  })
}

/** Each order in a transaction of its own: however many are due, and whenever it is killed, it goes on where it was. */
const AT_ONCE = 50

/** Looks into every shop. One that fails does not keep the others' promises from being kept. */
export async function keepRetention(
  ctx: Context,
  contextFor: (shopId: string) => Context,
  forgetters: Forgetter[] = [],
): Promise<void> {
  const found = await inTransaction(
    ctx,
    ({ tx }) =>
      tx.select({ id: shops.id, days: shops.retentionDays }).from(shops).where(isNotNull(shops.retentionDays)),
    { rounds: 'on' },
  )
  const failures: unknown[] = []
  for (const { id, days } of found)
    await keepOf(contextFor(id), days ?? 0, forgetters).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} shops kept more than they said`)
}

async function keepOf(ctx: Context, days: number, forgetters: Forgetter[]): Promise<void> {
  const before = dayBefore(ctx, days)
  await inTransaction(ctx, (tx) => emptyImportsBefore(tx, before))
  for (;;) {
    const due = await inTransaction(ctx, (tx) => findDue(tx, before))
    for (const id of due) await inTransaction(ctx, (tx) => anonymiseIfDue(tx, id, { before, forgetters }))
    if (due.length < AT_ONCE) return
  }
}

async function findDue({ tx }: InTx, before: Date): Promise<string[]> {
  const rows = await tx
    .select({ id: orders.id })
    .from(orders)
    .where(and(isDue(before), isNull(orders.legalHoldAt)))
    .limit(AT_ONCE)
  return rows.map(({ id }) => id)
}

/** Looked at once more, held: a legal hold of this moment counts, and so does a shop that keeps orders longer by now. */
async function anonymiseIfDue(
  ctx: InTx,
  id: string,
  { before, forgetters }: { before: Date; forgetters: Forgetter[] },
) {
  const [shop] = await ctx.tx
    .select()
    .from(shops)
    .where(eq(shops.id, shopOf(ctx)))
  if (shop?.retentionDays == null || dayBefore(ctx, shop.retentionDays) < before) return
  const [due] = await ctx.tx
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.id, id), isDue(before), isNull(orders.legalHoldAt)))
    .for('no key update')
  if (due) await anonymiseOrder(ctx, id, forgetters)
}
