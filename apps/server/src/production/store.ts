import { schema } from '@proofroom/db'
import type { Load, OrderFacts, Place, Progress } from '@proofroom/workflow'
import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { type InTx, shopOf } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'

const { itemMoves, ORDER_IS_OPEN, orderItems, orders, products, shipments, shops, stages, workflows } = schema

export type StageRow = typeof stages.$inferSelect
export type WorkflowRow = typeof workflows.$inferSelect
export type ProductRow = typeof products.$inferSelect
export type MoveRow = typeof itemMoves.$inferSelect
export type ShipmentRow = typeof shipments.$inferSelect

/** How the shop makes things. Stages in its order; workflows and products also where they were put away. */
export type Workshop = { stages: StageRow[]; workflows: WorkflowRow[]; products: ProductRow[] }

export async function loadWorkshop(ctx: InTx): Promise<Workshop> {
  const [ofStages, ofWorkflows, ofProducts] = await Promise.all([
    ctx.tx.select().from(stages).where(isNull(stages.archivedAt)).orderBy(asc(stages.position), asc(stages.id)),
    ctx.tx.select().from(workflows).orderBy(asc(workflows.createdAt), asc(workflows.id)),
    ctx.tx
      .select()
      .from(products)
      .orderBy(asc(sql`lower(${products.name})`)),
  ])
  return { stages: ofStages, workflows: ofWorkflows, products: ofProducts }
}

/**
 * Held until the action's end: what goes into a stage goes one after the other, so that nobody's limit is passed by
 * two at once, and none is put away meanwhile. In one order, so that nobody waits in a circle.
 */
export async function lockStages(ctx: InTx, ids: string[]): Promise<void> {
  const wanted = ids.filter((id) => UUID.test(id))
  if (wanted.length === 0) return
  await ctx.tx
    .select({ id: stages.id })
    .from(stages)
    .where(inArray(stages.id, wanted))
    .orderBy(asc(stages.id))
    .for('no key update')
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What changes the workshop itself goes one after the other, and no card comes into a stage meanwhile. */
export async function lockWorkshop(ctx: InTx): Promise<Workshop> {
  await ctx.tx
    .select({ id: shops.id })
    .from(shops)
    .where(eq(shops.id, shopOf(ctx)))
    .for('no key update')
  await ctx.tx.select({ id: stages.id }).from(stages).orderBy(asc(stages.id)).for('no key update')
  return loadWorkshop(ctx)
}

/** A line item with what the board shows of its order. */
export type CardRow = {
  id: string
  version: number
  title: string
  quantity: number
  progress: Progress
  stageId: string | null
  productId: string | null
  assigneeId: string | null
  checks: string[]
  orderId: string
  code: string
  label: string
  facts: OrderFacts
  priority: 'normal' | 'rush'
  isGift: boolean
  holdReason: string | null
  tags: string[]
  customerName: string
  lines: { name: string; value: string }[] | null
}

const CARDS = sql`
  select i.id, i.version, i.title, i.quantity, i.progress, i.stage_id as "stageId", i.product_id as "productId",
    i.assignee_id as "assigneeId", i.checks, o.id as "orderId", o.code, o.label, o.facts, o.priority,
    o.is_gift as "isGift", o.hold_reason as "holdReason", o.tags, c.name as "customerName",
    (select json_agg(json_build_object('name', p.name, 'value', p.value) order by p.position)
       from personalizations p where p.order_id = o.id and p.item_id = i.id) as lines
  from orders o
  join order_items i on i.order_id = o.id
  join customers c on c.id = o.customer_id`

const ON_BOARD = sql`${ORDER_IS_OPEN} and i.progress in ('to_start', 'making', 'ready', 'packed')`

const readCards = async (ctx: InTx, where: SQL): Promise<CardRow[]> => [
  ...(await ctx.tx.execute<CardRow>(sql`${CARDS} where ${where}`)),
]

/** What is on the board, soonest due first. */
export const findBoardCards = (ctx: InTx, most: number): Promise<CardRow[]> =>
  readCards(ctx, sql`${ON_BOARD} order by o.due_on nulls last, o.id, i.position limit ${most}`)

export const findCards = (ctx: InTx, ids: string[]): Promise<CardRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : readCards(ctx, sql`i.id in ${ids}`)

export const findCardsOf = (ctx: InTx, orderId: string): Promise<CardRow[]> =>
  readCards(ctx, sql`o.id = ${orderId} order by i.position`)

/** Holds the orders of these items, in one order, and reads the items as they are then. */
export async function lockCards(ctx: InTx, ids: string[]): Promise<CardRow[]> {
  if (ids.length === 0) return []
  const of = await ctx.tx.selectDistinct({ id: orderItems.orderId }).from(orderItems).where(inArray(orderItems.id, ids))
  const orderIds = of.map((row) => row.id)
  if (orderIds.length === 0) return []
  await ctx.tx
    .select({ id: orders.id })
    .from(orders)
    .where(inArray(orders.id, orderIds))
    .orderBy(asc(orders.id))
    .for('no key update')
  return findCards(ctx, ids)
}

/** One card of the shop, with its order held. */
export async function lockCard(ctx: InTx, id: string): Promise<CardRow> {
  const [card] = await lockCards(ctx, [id])
  if (!card) throw notFound()
  return card
}

/** What the columns hold. */
export async function findLoads(ctx: InTx): Promise<Record<Place, Load>> {
  const rows = await ctx.tx.execute<{ place: string; cards: number; minutes: number }>(sql`
    select case i.progress when 'making' then i.stage_id::text else i.progress end as place, count(*)::int as cards,
      coalesce(sum(i.quantity * p.minutes), 0)::int as minutes
    from orders o
    join order_items i on i.order_id = o.id
    left join products p on p.id = i.product_id
    where ${ON_BOARD} group by 1`)
  return Object.fromEntries(rows.map(({ place, cards, minutes }) => [place, { cards, minutes }]))
}

/** Where the items of an order have been, oldest first. */
export const findMoves = (ctx: InTx, orderId: string): Promise<MoveRow[]> =>
  ctx.tx
    .select()
    .from(itemMoves)
    .where(eq(itemMoves.orderId, orderId))
    .orderBy(asc(itemMoves.createdAt), asc(itemMoves.id))

export async function findShipment(ctx: InTx, orderId: string): Promise<ShipmentRow | null> {
  const [row] = await ctx.tx
    .select()
    .from(shipments)
    .where(eq(shipments.orderId, orderId))
    .orderBy(desc(shipments.shippedAt))
    .limit(1)
  return row ?? null
}

/** Open orders with something to start that follows one of these products, or none where `null` is among them. */
export async function findOrdersToStart(ctx: InTx, productIds: (string | null)[]): Promise<string[]> {
  const known = productIds.filter((id) => id !== null)
  const matches = [
    ...(known.length > 0 ? [inArray(orderItems.productId, known)] : []),
    ...(productIds.includes(null) ? [isNull(orderItems.productId)] : []),
  ]
  if (matches.length === 0) return []
  const rows = await ctx.tx
    .selectDistinct({ id: orders.id })
    .from(orders)
    .innerJoin(orderItems, eq(orderItems.orderId, orders.id))
    .where(and(ORDER_IS_OPEN, eq(orderItems.progress, 'to_start'), sql`(${sql.join(matches, sql` or `)})`))
  return rows.map((row) => row.id).sort()
}
