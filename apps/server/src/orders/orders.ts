import type { CreateOrderInput, OrderDto, UpdateOrderInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import {
  type ItemFacts,
  newItemFacts,
  newOrderFacts,
  type OrderFacts,
  withItems,
  withoutItems,
} from '@proofroom/workflow'
import { eq, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { conflict, invalid, postgresCode } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { newCode } from '../platform/secrets.ts'
import { changeCustomerOf, customerFor } from './customers.ts'
import { moveColumns, setFacts } from './facts.ts'
import { canEditOrder } from './policy.ts'
import { presentOrder } from './present.ts'
import { findGates, findItems, loadOrder, lockOrder } from './store.ts'

const { orderItems, orders, personalizations, shops } = schema

export function createOrder(ctx: Context, input: CreateOrderInput): Promise<OrderDto> {
  return inTransaction(ctx, async (tx) => {
    const shopId = shopOf(ctx)
    const id = uuidv7()
    const code = newCode(8)
    const customerId = await customerFor(tx, input.customer)
    const createdAt = ctx.platform.now()
    const items = input.items.map((item) => ({ ...item, id: uuidv7() }))
    const facts = newOrderFacts(createdAt.toISOString(), input.dueOn)
    const row = {
      ...{ id, shopId, code, customerId, createdAt },
      label: input.label ?? (await nextLabel(tx)),
      title: titleOf(input.items),
      ...moveColumns(withItems(facts, await beginItems(tx, items)), createdAt),
    }
    await insertOrder(tx, row)
    await insertItems(tx, id, items)
    await record(tx, { type: 'order.created', orderId: id, subjectId: id })
    return readOrder(tx, code)
  })
}

export const getOrder = (ctx: Context, code: string): Promise<OrderDto> =>
  inTransaction(ctx, (tx) => readOrder(tx, code))

export async function readOrder(ctx: InTx, code: string): Promise<OrderDto> {
  const found = await loadOrder(ctx, code)
  return presentOrder(found, await findItems(ctx, found.order.id), ctx)
}

export function updateOrder(ctx: Context, code: string, input: UpdateOrderInput): Promise<OrderDto> {
  return inTransaction(ctx, async (tx) => {
    const { order } = await loadOrder(tx, code)
    const { facts } = await lockOrder(tx, order.id)
    authorize(canEditOrder(ctx.actor, facts))
    const { customer, dueOn } = input
    if (customer) await changeCustomerOf(tx, order, customer)
    if (input.items) {
      await replaceItems(tx, order.id, input.items)
      await tx.tx
        .update(orders)
        .set({ title: titleOf(input.items) })
        .where(eq(orders.id, order.id))
    }
    await setFacts(tx, order.id, (before) => (dueOn === undefined ? before : { ...before, shipBy: dueOn }))
    await record(tx, {
      type: 'order.changed',
      orderId: order.id,
      subjectId: order.id,
      data: { fields: Object.keys(input) },
    })
    return readOrder(tx, code)
  })
}

const titleOf = (items: CreateOrderInput['items']) => {
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
    throw conflict('order.label_taken', `There is an order ${row.label} already. Give this one another number.`)
  }
}

type Ordered = CreateOrderInput['items'][number]

/**
 * Items keep their ids by position, because proofs cover them and cards are moved by them. Extra ones go and new ones
 * are added; lines are written anew.
 */
async function replaceItems(ctx: InTx, orderId: string, wanted: Ordered[]): Promise<void> {
  const before = await findItems(ctx, orderId)
  const items = wanted.map((item, i) => ({ ...item, id: before[i]?.id ?? uuidv7() }))
  const extra = before.slice(items.length).map((item) => item.id)
  await ctx.tx.delete(personalizations).where(eq(personalizations.orderId, orderId))
  for (const id of extra) await ctx.tx.delete(orderItems).where(eq(orderItems.id, id))
  for (const item of items.slice(0, before.length)) {
    const { id, title, quantity, productId = null } = item
    await ctx.tx.update(orderItems).set({ title, quantity, productId }).where(eq(orderItems.id, id))
    await insertLines(ctx, orderId, id, item.personalization)
  }
  await insertItems(ctx, orderId, items.slice(before.length), before.length)
  const begun = await beginItems(ctx, items)
  await setFacts(ctx, orderId, (facts) =>
    withItems(
      withoutItems(facts, extra),
      begun.map((item) => keeping(facts, item)),
    ),
  )
}

/** What is known of an item stays; another product brings another gate, until the item is under way. */
function keeping({ items }: OrderFacts, begun: ItemFacts): ItemFacts {
  const known = items.find((item) => item.itemId === begun.itemId)
  if (!known) return begun
  return known.progress === 'to_start' ? { ...known, gate: begun.gate } : known
}

/** Items as they come in, each with the gate that its product's workflow has. */
async function beginItems(ctx: InTx, items: (Ordered & { id: string })[]): Promise<ItemFacts[]> {
  const gates = await findGates(
    ctx,
    items.map((item) => item.productId ?? null),
  )
  const since = ctx.platform.now().toISOString()
  return items.map(({ id, productId = null }) => {
    const gate = gates.get(productId)
    if (!gate) throw invalid('item.product', 'This product is not there any more. Choose another one, or none.')
    return newItemFacts(id, gate, since)
  })
}

async function insertItems(ctx: InTx, orderId: string, items: (Ordered & { id: string })[], from = 0): Promise<void> {
  for (const [i, { id, title, quantity, productId, personalization }] of items.entries()) {
    const row = { id, shopId: shopOf(ctx), orderId, position: from + i, title, quantity, productId: productId ?? null }
    await ctx.tx.insert(orderItems).values(row)
    await insertLines(ctx, orderId, id, personalization)
  }
}

async function insertLines(
  ctx: InTx,
  orderId: string,
  itemId: string,
  lines: { name: string; value: string }[],
): Promise<void> {
  if (lines.length === 0) return
  const shopId = shopOf(ctx)
  await ctx.tx
    .insert(personalizations)
    .values(lines.map((line, position) => ({ ...line, shopId, orderId, itemId, position })))
}
