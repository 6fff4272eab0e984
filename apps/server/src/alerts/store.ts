import { schema } from '@proofroom/db'
import type { AlertDue, OrderFacts } from '@proofroom/workflow'
import { and, desc, eq, inArray, isNull, lt, notInArray, or, type SQL, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type InTx, shopOf } from '../platform/context.ts'

const { alertDigests, alertSettings, alerts, customers, ORDER_HAS_CLOCK, ORDER_IS_QUEUED, orders } = schema

export type AlertRow = typeof alerts.$inferSelect
export type Owing = { id: string; facts: OrderFacts }

/** What names one thing that is due: the same order may owe several, and another date is another one. */
export const dueKey = ({ at, day }: Pick<AlertDue, 'at' | 'day'>): string => at ?? day

/** More than anybody gets done before some of them are gone. */
const MOST = 500
const BY_PROOF = ['send_first_proof', 'send_proof', 'answer_requests', 'review']
const OWES_PROOF = and(ORDER_IS_QUEUED, inArray(orders.moveReason, BY_PROOF)) as SQL

/** Orders that owe a reply, an update or a proof. Two questions, because each has an index that answers it. */
export async function findOwing(ctx: InTx): Promise<Owing[]> {
  const columns = { id: orders.id, facts: orders.facts }
  const clocks = ctx.tx.select(columns).from(orders).where(ORDER_HAS_CLOCK).limit(MOST)
  const proofs = ctx.tx.select(columns).from(orders).where(OWES_PROOF).orderBy(orders.moveSince).limit(MOST)
  const found = [...(await clocks), ...(await proofs)]
  return [...new Map(found.map((order) => [order.id, order])).values()]
}

export const findAlertsOf = (ctx: InTx, orderIds: string[]): Promise<AlertRow[]> =>
  ctx.tx.select().from(alerts).where(inArray(alerts.orderId, orderIds))

export type NewAlert = Pick<AlertRow, 'memberId' | 'orderId' | 'kind' | 'due'>

/** Those that nobody else added meanwhile. */
export function insertAlerts(ctx: InTx, wanted: NewAlert[]): Promise<AlertRow[]> {
  const createdAt = ctx.platform.now()
  const rows = wanted.map((one) => ({ ...one, id: uuidv7(), shopId: shopOf(ctx), createdAt }))
  return ctx.tx.insert(alerts).values(rows).onConflictDoNothing().returning()
}

/** Says that their mail is on its way; answers those nobody had said it of. */
export const claimMails = (ctx: InTx, ids: string[]): Promise<AlertRow[]> =>
  ctx.tx
    .update(alerts)
    .set({ mailedAt: ctx.platform.now() })
    .where(and(inArray(alerts.id, ids), isNull(alerts.mailedAt)))
    .returning()

/** False when that morning's mail was somebody else's to send. */
export async function claimDigest(ctx: InTx, memberId: string, day: string): Promise<boolean> {
  const row = { shopId: shopOf(ctx), memberId, day, createdAt: ctx.platform.now() }
  const claimed = await ctx.tx.insert(alertDigests).values(row).onConflictDoNothing().returning()
  return claimed.length > 0
}

export const findSettings = (ctx: InTx) => ctx.tx.select().from(alertSettings)

export async function saveSettings(
  ctx: InTx,
  memberId: string,
  change: { digest?: boolean; beforeReply?: boolean },
): Promise<void> {
  const set = { ...change, memberId }
  await ctx.tx
    .insert(alertSettings)
    .values({ ...change, memberId, shopId: shopOf(ctx) })
    .onConflictDoUpdate({ target: alertSettings.memberId, set })
}

/** Of orders that owe nothing now: what still holds would be told anew. */
export async function removeToldBefore(ctx: InTx, before: Date): Promise<void> {
  const owing = ctx.tx.select({ id: orders.id }).from(orders).where(or(ORDER_HAS_CLOCK, OWES_PROOF))
  await ctx.tx.delete(alerts).where(and(lt(alerts.createdAt, before), notInArray(alerts.orderId, owing)))
  await ctx.tx.delete(alertDigests).where(lt(alertDigests.createdAt, before))
}

/** A member's latest, with the orders they are of. Which of them still hold, the facts say. */
export const findOwnAlerts = (ctx: InTx, memberId: string) =>
  ctx.tx
    .select({ alert: alerts, order: orders, customerName: customers.name })
    .from(alerts)
    .innerJoin(orders, eq(orders.id, alerts.orderId))
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .where(
      and(
        eq(alerts.memberId, memberId),
        sql`case ${alerts.kind} when 'reply' then ${orders.replyDueAt} is not null
          when 'update' then ${orders.promisedAt} is not null else ${orders.move} = 'shop' end`,
      ),
    )
    .orderBy(desc(alerts.createdAt))
    .limit(MOST)

export const markRead = (ctx: InTx, memberId: string, ids: string[]) =>
  ctx.tx
    .update(alerts)
    .set({ readAt: ctx.platform.now() })
    .where(and(eq(alerts.memberId, memberId), inArray(alerts.id, ids), isNull(alerts.readAt)))
