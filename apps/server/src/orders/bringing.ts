import { schema } from '@proofroom/db'
import { newItemFacts, newOrderFacts, type OrderFacts, withItems } from '@proofroom/workflow'
import { and, eq, inArray, or } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type InTx, shopOf } from '../platform/context.ts'
import { recordEach } from '../platform/events/record.ts'
import { newCode } from '../platform/secrets.ts'
import { moveColumns } from './facts.ts'
import { titleOf } from './orders.ts'
import { findGates } from './store.ts'

const { customers, orderItems, orders, personalizations } = schema

type Origin = { source: 'csv' | 'etsy'; ref: string; hash: string }

export type BroughtItem = {
  title: string
  quantity: number
  productId: string | null
  personalization: { name: string; value: string }[]
}

/** An order that comes from somewhere else, with its number there; that is its label, too. */
export type BroughtOrder = {
  origin: Origin
  customer: { name: string; email: string | null }
  items: BroughtItem[]
  dueOn: string | null
  placedAt: Date | null
  tags: string[]
  priority: 'normal' | 'rush'
  isGift: boolean
  giftNote: string | null
  customerNote?: string | null
  /** It had left already when we heard of it. */
  shippedAt?: Date | null
}

/** An order that is here now, and its items in the order in which they came. */
export type Brought = { id: string; ref: string; itemIds: string[] }

/**
 * Many new orders in few statements. Which labels and numbers are free is the caller's to know, in the same transaction:
 * one that is taken is the database's refusal of all of them.
 */
export async function bringOrders(
  ctx: InTx,
  brought: BroughtOrder[],
  data: Record<string, unknown>,
): Promise<Brought[]> {
  const known = brought.map((order) => ({
    ...order,
    id: uuidv7(),
    items: order.items.map((item) => ({ ...item, id: uuidv7() })),
  }))
  const customerIds = await findOrInsertCustomers(ctx, known)
  const gates = await findGates(ctx, [...new Set(known.flatMap(({ items }) => items.map((item) => item.productId)))])
  const rows = known.map((order, i) => rowOf(ctx, order, customerIds[i] ?? '', gates))
  const shopId = shopOf(ctx)
  const items = known.flatMap(({ id, items, shippedAt }) =>
    items.map((item, position) => ({ ...item, ...progressOf(shippedAt), orderId: id, position })),
  )
  const lines = items.flatMap(({ id, orderId, personalization }) =>
    personalization.map(({ name, value }, position) => ({ shopId, orderId, itemId: id, position, name, value })),
  )
  await insertAll(rows, (some) => ctx.tx.insert(orders).values(some))
  await insertAll(items, (some) =>
    ctx.tx.insert(orderItems).values(some.map(({ personalization: _, ...item }) => ({ ...item, shopId }))),
  )
  await insertAll(lines, (some) => ctx.tx.insert(personalizations).values(some))
  await recordEach(
    ctx,
    known.map(({ id }) => ({ type: 'order.created', orderId: id, subjectId: id, data })),
  )
  return known.map(({ id, origin, items }) => ({ id, ref: origin.ref, itemIds: items.map((item) => item.id) }))
}

/** Of what has left nothing is to be made; when it was begun nobody knows. */
const progressOf = (shippedAt: Date | null = null) =>
  shippedAt === null ? null : { progress: 'shipped' as const, stageSince: shippedAt }

type Known = Omit<BroughtOrder, 'items'> & { id: string; items: (BroughtItem & { id: string })[] }

function rowOf(
  ctx: InTx,
  { id, origin, items, ...order }: Known,
  customerId: string,
  gates: Awaited<ReturnType<typeof findGates>>,
): typeof orders.$inferInsert {
  const now = ctx.platform.now()
  const since = now.toISOString()
  const facts = withItems(
    newOrderFacts((order.placedAt ?? now).toISOString(), order.dueOn),
    items.map((item) => ({
      ...newItemFacts(item.id, gates.get(item.productId) ?? 'customer', since),
      ...(order.shippedAt && { progress: 'shipped' as const, since: order.shippedAt.toISOString() }),
    })),
  )
  return {
    ...{ id, shopId: shopOf(ctx), code: newCode(8), customerId, createdAt: now },
    ...{ label: origin.ref, title: titleOf(items) },
    ...{ source: origin.source, sourceRef: origin.ref, sourceHash: origin.hash },
    ...{ tags: order.tags, priority: order.priority, isGift: order.isGift, giftNote: order.giftNote },
    customerNote: order.customerNote ?? null,
    ...moveColumns(facts, now),
  }
}

/** Whoever is known by their address is the same customer; everybody else is a new one. */
async function findOrInsertCustomers(ctx: InTx, brought: Pick<BroughtOrder, 'customer'>[]): Promise<string[]> {
  const emails = [...new Set(brought.flatMap(({ customer }) => customer.email ?? []))]
  const rows = emails.length > 0 ? await ctx.tx.select().from(customers).where(inArray(customers.email, emails)) : []
  const byEmail = new Map(rows.map((row) => [row.email, row.id]))
  const added: (typeof customers.$inferInsert)[] = []
  const ids = brought.map(({ customer: { name, email } }) => {
    const known = email === null ? undefined : byEmail.get(email)
    if (known) return known
    const id = uuidv7()
    added.push({ id, shopId: shopOf(ctx), name, email, createdAt: ctx.platform.now() })
    if (email !== null) byEmail.set(email, id)
    return id
  })
  await insertAll(added, (some) => ctx.tx.insert(customers).values(some))
  return ids
}

/** A statement has at most 65,535 parameters. */
const AT_ONCE = 1000

async function insertAll<T>(rows: T[], insert: (some: T[]) => PromiseLike<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) await insert(rows.slice(from, from + AT_ONCE))
}

/** An order that came from there before, as it is now. */
export type BroughtBefore = {
  id: string
  ref: string
  hash: string
  /** It says no more whose it was, and what is brought again does not tell it anew. */
  isAnonymised: boolean
  facts: OrderFacts
  customer: { name: string; email: string | null }
  items: BroughtItem[]
  dueOn: string | null
  tags: string[]
  isRush: boolean
  isGift: boolean
  giftNote: string | null
}

/** What of these numbers is here: brought before, or an order of the shop's own that is called the same. */
export async function findBrought(
  ctx: InTx,
  source: Origin['source'],
  refs: string[],
): Promise<{ before: BroughtBefore[]; taken: Set<string> }> {
  if (refs.length === 0) return { before: [], taken: new Set() }
  const rows = await ctx.tx
    .select({ order: orders, customer: customers })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .where(or(and(eq(orders.source, source), inArray(orders.sourceRef, refs)), inArray(orders.label, refs)))
  const brought = rows.filter(({ order }) => order.source === source && refs.includes(order.sourceRef ?? ''))
  const items = await findItemsOfAll(
    ctx,
    brought.map(({ order }) => order.id),
  )
  return {
    before: brought.map(({ order, customer }) => ({
      ...{ id: order.id, ref: order.sourceRef ?? '', hash: order.sourceHash ?? '', facts: order.facts },
      isAnonymised: order.anonymisedAt !== null,
      customer: { name: customer.name, email: customer.email },
      items: items.get(order.id) ?? [],
      ...{ dueOn: order.dueOn, tags: order.tags, isRush: order.priority === 'rush' },
      ...{ isGift: order.isGift, giftNote: order.giftNote },
    })),
    taken: new Set(rows.map(({ order }) => order.label)),
  }
}

async function findItemsOfAll(ctx: InTx, ids: string[]): Promise<Map<string, BroughtItem[]>> {
  const found = new Map<string, BroughtItem[]>()
  if (ids.length === 0) return found
  const items = await ctx.tx
    .select()
    .from(orderItems)
    .where(inArray(orderItems.orderId, ids))
    .orderBy(orderItems.position)
  const lines = await ctx.tx
    .select()
    .from(personalizations)
    .where(inArray(personalizations.orderId, ids))
    .orderBy(personalizations.position)
  const linesOf = Map.groupBy(lines, (line) => line.itemId)
  for (const { id, orderId, title, quantity, productId } of items) {
    const personalization = (linesOf.get(id) ?? []).map(({ name, value }) => ({ name, value }))
    found.set(orderId, [...(found.get(orderId) ?? []), { title, quantity, productId, personalization }])
  }
  return found
}
