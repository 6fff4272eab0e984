import type { CreateOrderInput, OrderDto, UpdateOrderInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { newOrderFacts, withItems } from '@proofroom/workflow'
import { eq, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { loadShop } from '../identity/index.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { conflict, postgresCode } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { newCode } from '../platform/secrets.ts'
import { changeCustomerOf, customerFor } from './customers.ts'
import { moveColumns, setFacts } from './facts.ts'
import { beginItems, insertItems, type Ordered, replaceItems } from './items.ts'
import { canEditOrder } from './policy.ts'
import { presentOrder } from './present.ts'
import { findItems, loadOrder, lockOrder } from './store.ts'

const { orders, shops } = schema

export function createOrder(ctx: Context, { customer, ...order }: CreateOrderInput): Promise<OrderDto> {
  return inTransaction(ctx, async (tx) => {
    const customerId = await customerFor(tx, customer)
    return readOrder(tx, (await placeOrder(tx, { customerId, ...order })).code)
  })
}

type Placed = {
  customerId: string
  items: Ordered[]
  dueOn: string | null
  label?: string | undefined
  /** Told with the event that it was created. */
  data?: Record<string, string>
}

/** A new order of a customer who is known. */
export async function placeOrder(
  ctx: InTx,
  { customerId, items: ordered, dueOn, label, data = {} }: Placed,
): Promise<{ id: string; code: string }> {
  const id = uuidv7()
  const code = newCode(8)
  const createdAt = ctx.platform.now()
  const items = ordered.map((item) => ({ ...item, id: uuidv7() }))
  const facts = newOrderFacts(createdAt.toISOString(), dueOn)
  const row = {
    ...{ id, shopId: shopOf(ctx), code, customerId, createdAt },
    label: label ?? (await nextLabel(ctx)),
    title: titleOf(items),
    ...moveColumns(withItems(facts, await beginItems(ctx, items)), createdAt),
  }
  await insertOrder(ctx, row)
  await insertItems(ctx, id, items)
  await record(ctx, { type: 'order.created', orderId: id, subjectId: id, data })
  return { id, code }
}

export const getOrder = (ctx: Context, code: string): Promise<OrderDto> =>
  inTransaction(ctx, (tx) => readOrder(tx, code))

export async function readOrder(ctx: InTx, code: string): Promise<OrderDto> {
  const found = await loadOrder(ctx, code)
  const shop = await loadShop(ctx, shopOf(ctx))
  return presentOrder(found, await findItems(ctx, found.order.id), { ctx, shop })
}

/**
 * At any time. What a customer signed is not changed behind their back: an item that becomes another thing waits for
 * its next signature, however far it is (packages/workflow, G8).
 */
export const updateOrder = (ctx: Context, code: string, input: UpdateOrderInput): Promise<OrderDto> =>
  inTransaction(ctx, async (tx) => {
    const { order, customer } = await loadOrder(tx, code)
    authorize(canEditOrder(ctx.actor))
    await lockOrder(tx, order.id)
    const fields = [
      ...(input.customer && (await changeCustomerOf(tx, { order, customer }, input.customer)) ? ['customer'] : []),
      ...(input.items && (await changeItems(tx, order.id, input.items)) ? ['items'] : []),
      ...(input.dueOn !== undefined && input.dueOn !== order.dueOn ? ['dueOn'] : []),
    ]
    const { dueOn } = input
    await setFacts(tx, order.id, (before) => (dueOn === undefined ? before : { ...before, shipBy: dueOn }))
    if (fields.length > 0)
      await record(tx, { type: 'order.changed', orderId: order.id, subjectId: order.id, data: { fields } })
    return readOrder(tx, code)
  })

async function changeItems(
  ctx: InTx,
  orderId: string,
  items: NonNullable<UpdateOrderInput['items']>,
): Promise<boolean> {
  await ctx.tx
    .update(orders)
    .set({ title: titleOf(items) })
    .where(eq(orders.id, orderId))
  return replaceItems(ctx, orderId, items)
}

export const titleOf = (items: { title: string }[]) => {
  const [first, ...more] = items
  return more.length > 0 ? `${first?.title} and ${more.length} more` : (first?.title ?? '')
}

/** The shop's counter, skipping labels it gave by hand. */
async function nextLabel(ctx: InTx): Promise<string> {
  for (;;) {
    const bump = { nextOrderLabel: sql`${shops.nextOrderLabel} + 1` }
    const [shop] = await ctx.tx
      .update(shops)
      .set(bump)
      .where(eq(shops.id, shopOf(ctx)))
      .returning({ next: shops.nextOrderLabel })
    const label = String((shop?.next ?? 0) - 1)
    const [taken] = await ctx.tx.select({ id: orders.id }).from(orders).where(eq(orders.label, label))
    if (!taken) return label
  }
}

async function insertOrder(ctx: InTx, row: typeof orders.$inferInsert): Promise<void> {
  try {
    await ctx.tx.transaction((savepoint) => savepoint.insert(orders).values(row))
  } catch (error) {
    if (postgresCode(error) !== '23505') throw error
    throw labelTaken(row.label)
  }
}

export const labelTaken = (label: string) =>
  conflict('order.label_taken', `There is an order ${label} already. Give this one another number.`)
