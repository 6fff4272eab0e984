import type { CreateOrderInput, OrderDto, UpdateOrderInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { newOrderFacts } from '@proofroom/workflow'
import { eq, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { conflict, postgresCode } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { newCode } from '../platform/secrets.ts'
import { moveColumns } from './facts.ts'
import { canEditOrder } from './policy.ts'
import { presentOrder } from './present.ts'
import { findItems, loadOrder, lockOrder } from './store.ts'

const { customers, orderItems, orders, personalizations, shops } = schema

export function createOrder(ctx: Context, input: CreateOrderInput): Promise<OrderDto> {
  return inTransaction(ctx, async (tx) => {
    const shopId = shopOf(ctx)
    const id = uuidv7()
    const code = newCode(8)
    const customerId = await insertCustomer(tx, input.customer)
    const createdAt = ctx.platform.now()
    const row = {
      ...{ id, shopId, code, customerId, createdAt, dueOn: input.dueOn },
      label: input.label ?? (await nextLabel(tx)),
      title: titleOf(input.items),
      ...moveColumns(newOrderFacts(createdAt.toISOString())),
    }
    await insertOrder(tx, row)
    await insertItems(tx, id, input.items)
    await record(tx, { type: 'order.created', orderId: id, subjectId: id })
    return readOrder(tx, code)
  })
}

export const getOrder = (ctx: Context, code: string): Promise<OrderDto> =>
  inTransaction(ctx, (tx) => readOrder(tx, code))

export async function readOrder(ctx: InTx, code: string): Promise<OrderDto> {
  const found = await loadOrder(ctx, code)
  return presentOrder(found, await findItems(ctx, found.order.id), ctx.actor)
}

export function updateOrder(ctx: Context, code: string, input: UpdateOrderInput): Promise<OrderDto> {
  return inTransaction(ctx, async (tx) => {
    const { order } = await loadOrder(tx, code)
    const { facts } = await lockOrder(tx, order.id)
    authorize(canEditOrder(ctx.actor, facts))
    const { customer, items, dueOn } = input
    if (customer)
      await tx.tx
        .update(customers)
        .set({ name: customer.name, email: customer.email ?? null })
        .where(eq(customers.id, order.customerId))
    if (items) await replaceItems(tx, order.id, items)
    await tx.tx
      .update(orders)
      .set({
        ...(dueOn !== undefined && { dueOn }),
        ...(items && { title: titleOf(items) }),
        updatedAt: ctx.platform.now(),
      })
      .where(eq(orders.id, order.id))
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

async function insertCustomer(ctx: InTx, { name, email }: CreateOrderInput['customer']): Promise<string> {
  const id = uuidv7()
  await ctx.tx
    .insert(customers)
    .values({ id, shopId: shopOf(ctx), name, email: email ?? null, createdAt: ctx.platform.now() })
  return id
}

/**
 * Items keep their ids by position, because proofs cover them.
 * Extra ones go and new ones are added; lines are written anew.
 */
async function replaceItems(ctx: InTx, orderId: string, items: CreateOrderInput['items']): Promise<void> {
  const before = await findItems(ctx, orderId)
  await ctx.tx.delete(personalizations).where(eq(personalizations.orderId, orderId))
  for (const extra of before.slice(items.length)) await ctx.tx.delete(orderItems).where(eq(orderItems.id, extra.id))
  for (const [position, item] of items.slice(0, before.length).entries()) {
    const { id } = before[position] as { id: string }
    await ctx.tx.update(orderItems).set({ title: item.title, quantity: item.quantity }).where(eq(orderItems.id, id))
    await insertLines(ctx, orderId, id, item.personalization)
  }
  await insertItems(ctx, orderId, items.slice(before.length), before.length)
}

async function insertItems(ctx: InTx, orderId: string, items: CreateOrderInput['items'], from = 0): Promise<void> {
  for (const [i, { title, quantity, personalization }] of items.entries()) {
    const id = uuidv7()
    await ctx.tx.insert(orderItems).values({ id, shopId: shopOf(ctx), orderId, position: from + i, title, quantity })
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
