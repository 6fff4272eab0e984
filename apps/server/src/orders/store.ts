import { schema } from '@proofroom/db'
import type { GateKind, Move, OrderFacts } from '@proofroom/workflow'
import { and, asc, count, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { InTx } from '../platform/context.ts'
import { conflict, notFound } from '../platform/errors.ts'

const { customers, ORDER_IS_QUEUED, orderItems, orders, personalizations, products, workflows } = schema

export type OrderRow = typeof orders.$inferSelect
export type ItemRow = typeof orderItems.$inferSelect & { personalization: { name: string; value: string }[] }
export type OrderWithCustomer = { order: OrderRow; customer: typeof customers.$inferSelect }

const withCustomer = (ctx: InTx) =>
  ctx.tx
    .select({ order: orders, customer: customers })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))

export async function loadOrder(ctx: InTx, code: string): Promise<OrderWithCustomer> {
  const [row] = await withCustomer(ctx).where(eq(orders.code, code))
  if (!row) throw notFound()
  return row
}

export async function loadOrderById(ctx: InTx, id: string): Promise<OrderWithCustomer> {
  const [row] = await withCustomer(ctx).where(eq(orders.id, id))
  if (!row) throw notFound()
  return row
}

/**
 * Locks the order until the action's end: facts are read, changed and written by one at a time. Not `for update`, which
 * rows that only refer to the order would wait for, and deadlock with.
 */
export async function lockOrder(ctx: InTx, id: string): Promise<OrderRow> {
  const [row] = await ctx.tx.select().from(orders).where(eq(orders.id, id)).for('no key update')
  if (!row) throw notFound()
  if (row.anonymisedAt) throw conflict('order.anonymised', 'This order was anonymised: it is kept as history only.')
  return row
}

export async function findItems(ctx: InTx, orderId: string): Promise<ItemRow[]> {
  const items = await ctx.tx
    .select()
    .from(orderItems)
    .where(eq(orderItems.orderId, orderId))
    .orderBy(asc(orderItems.position))
  const lines = await ctx.tx
    .select()
    .from(personalizations)
    .where(eq(personalizations.orderId, orderId))
    .orderBy(asc(personalizations.position))
  return items.map((item) => ({
    ...item,
    personalization: lines.filter((line) => line.itemId === item.id).map(({ name, value }) => ({ name, value })),
  }))
}

/**
 * What opens the way into making for items of these products: their workflows say so; without a product, the usual one.
 * A product that is not the shop's, or not there any more, is missing in the answer.
 */
export async function findGates(ctx: InTx, productIds: (string | null)[]): Promise<Map<string | null, GateKind>> {
  const gates = new Map<string | null, GateKind>()
  if (productIds.includes(null)) {
    const [usual] = await ctx.tx.select({ gate: workflows.gate }).from(workflows).where(eq(workflows.isDefault, true))
    gates.set(null, usual?.gate ?? 'customer')
  }
  const ids = productIds.filter((id) => id !== null)
  if (ids.length === 0) return gates
  const rows = await ctx.tx
    .select({ id: products.id, gate: workflows.gate })
    .from(products)
    .innerJoin(workflows, eq(workflows.id, products.workflowId))
    .where(and(inArray(products.id, ids), isNull(products.archivedAt)))
  for (const { id, gate } of rows) gates.set(id, gate)
  return gates
}

const SOME = 1000

/** How many orders there are, as far as the first thousand: nobody needs more to know that there are many. */
export async function countSome(ctx: InTx): Promise<number> {
  const some = ctx.tx.select({ id: orders.id }).from(orders).limit(SOME).as('some')
  const [row] = await ctx.tx.select({ n: count() }).from(some)
  return row?.n ?? 0
}

/** What a row shows of an order, and nothing more of it: the queue reads hundreds. */
export type OrderLine = Pick<OrderRow, 'code' | 'label' | 'title' | 'dueOn'> & {
  customerName: string
  proofs: OrderFacts['proofs']
  createdAt: string
}

/** With the move that was kept, and all facts only where a clock runs: there it may be another by now. */
export type QueuedLine = OrderLine & Move & { facts: OrderFacts | null }

export const iso = (column: SQL) => sql`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** More rows than anybody works through in a day. */
const QUEUED_AT_MOST = 1000

/** What is somebody's move, the longest waiting first. */
export const findQueued = (ctx: InTx): Promise<readonly QueuedLine[]> =>
  ctx.tx.execute<QueuedLine>(sql`
    select o.code, o.label, o.title, o.due_on as "dueOn", o.facts -> 'proofs' as proofs, c.name as "customerName",
      o.move as mover, o.move_reason as reason, ${iso(sql`o.move_since`)} as since, o.phase,
      ${iso(sql`o.created_at`)} as "createdAt", case when o.promised_at is not null or o.reply_due_at is not null then o.facts end as facts
    from orders o join customers c on c.id = o.customer_id
    where ${ORDER_IS_QUEUED} order by o.move_since limit ${QUEUED_AT_MOST}`)

/** What the table can be filtered by. Tags are those of the newest orders that have any. */
export async function findChoices(ctx: InTx) {
  const tags = await ctx.tx.execute<{ tag: string }>(sql`
    select distinct tag from (select tags from orders where tags <> '{}' order by placed_at desc limit 5000) o, unnest(o.tags) tag
    order by tag limit 200`)
  const known = await ctx.tx
    .select({ id: products.id, name: products.name })
    .from(products)
    .where(isNull(products.archivedAt))
    .orderBy(asc(sql`lower(${products.name})`))
  return { tags: tags.map(({ tag }) => tag), products: known }
}
