import { schema } from '@proofroom/db'
import { withItems } from '@proofroom/workflow'
import { and, eq, notInArray, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type InTx, shopOf } from '../platform/context.ts'
import { record } from '../platform/events/record.ts'
import type { BroughtItem } from './bringing.ts'
import { setFacts } from './facts.ts'
import { replaceItems } from './items.ts'
import { titleOf } from './orders.ts'
import { findItems, lockOrder } from './store.ts'

const { orderItems, orders, shipments } = schema

// What happened to an order where it was bought: it is so already, whatever our own rules would say of it.

/** Cancelled there. False where it left before: then there is nothing to stop. */
export async function cancelledElsewhere(ctx: InTx, id: string, reason: string): Promise<boolean> {
  const { facts } = await lockOrder(ctx, id)
  if (facts.cancelledAt || facts.shippedAt) return false
  const now = ctx.platform.now().toISOString()
  await ctx.tx.update(orders).set({ cancelledReason: reason }).where(eq(orders.id, id))
  await setFacts(ctx, id, (before) => ({ ...before, cancelledAt: now, heldAt: null }))
  await record(ctx, { type: 'order.cancelled', orderId: id, subjectId: id })
  return true
}

type Parcel = { at: Date; carrier: string; tracking: string | null }

/** Sent there, by somebody who had it in their hands: however far it was on the board. */
export async function shippedElsewhere(ctx: InTx, id: string, { at, carrier, tracking }: Parcel): Promise<boolean> {
  const { facts } = await lockOrder(ctx, id)
  if (facts.cancelledAt || facts.shippedAt) return false
  await ctx.tx
    .update(orderItems)
    .set({ progress: 'shipped', stageId: null, stageSince: at, version: sql`${orderItems.version} + 1` })
    .where(and(eq(orderItems.orderId, id), notInArray(orderItems.progress, ['shipped', 'delivered'])))
  const since = at.toISOString()
  await setFacts(ctx, id, (before) =>
    withItems(
      { ...before, heldAt: null },
      before.items.map((item) => ({ ...item, progress: 'shipped' as const, since })),
    ),
  )
  const row = { id: uuidv7(), shopId: shopOf(ctx), orderId: id, carrier, tracking, shippedAt: at }
  await ctx.tx.insert(shipments).values({ ...row, createdAt: ctx.platform.now() })
  await record(ctx, { type: 'order.shipped', orderId: id, subjectId: row.id })
  return true
}

/** Which products an order's items are of. What is being made keeps the way it goes. */
export async function assignProducts(ctx: InTx, id: string, products: Map<string, string | null>): Promise<void> {
  await lockOrder(ctx, id)
  const items = await findItems(ctx, id)
  if (!items.some((item) => isOther(item, products))) return
  await replaceItems(
    ctx,
    id,
    items.map((item) => (isOther(item, products) ? { ...item, productId: products.get(item.id) ?? null } : item)),
  )
  await record(ctx, { type: 'order.changed', orderId: id, subjectId: id, data: { fields: ['items'] } })
}

const isOther = ({ id, productId, progress }: ItemOf, products: Map<string, string | null>) =>
  progress === 'to_start' && products.has(id) && products.get(id) !== productId

type ItemOf = Awaited<ReturnType<typeof findItems>>[number]
type Written = Pick<ItemOf, 'title' | 'quantity' | 'personalization'>

export type ElsewhereChange = {
  /** By our own ids; what is not named stays as it is. */
  items?: Map<string, Written>
  dueOn?: string | null
  gift?: { isGift: boolean; note: string | null }
  customerNote?: string | null
}

/** What the buyer or the seller changed there. What a customer has signed of it waits for the next signature. */
export async function changedElsewhere(ctx: InTx, id: string, change: ElsewhereChange): Promise<void> {
  const { items, dueOn, gift, customerNote } = change
  await lockOrder(ctx, id)
  if (items) {
    const wanted = (await findItems(ctx, id)).map((item) => ({ ...item, ...items.get(item.id) }))
    await replaceItems(ctx, id, wanted)
    await ctx.tx
      .update(orders)
      .set({ title: titleOf(wanted) })
      .where(eq(orders.id, id))
  }
  const columns = {
    ...(gift && { isGift: gift.isGift, giftNote: gift.note }),
    ...(customerNote !== undefined && { customerNote }),
  }
  if (Object.keys(columns).length > 0) await ctx.tx.update(orders).set(columns).where(eq(orders.id, id))
  await setFacts(ctx, id, (facts) => (dueOn === undefined ? facts : { ...facts, shipBy: dueOn }))
  const fields = Object.keys(change)
  await record(ctx, { type: 'order.changed', orderId: id, subjectId: id, data: { fields } })
}

/** More of the same order, bought by itself; answers their ids. What is signed waits for what came to it. */
export async function addedElsewhere(ctx: InTx, id: string, added: BroughtItem[]): Promise<string[]> {
  await lockOrder(ctx, id)
  const wanted = [...(await findItems(ctx, id)), ...added]
  await replaceItems(ctx, id, wanted)
  await ctx.tx
    .update(orders)
    .set({ title: titleOf(wanted) })
    .where(eq(orders.id, id))
  await record(ctx, { type: 'order.changed', orderId: id, subjectId: id, data: { fields: ['items'] } })
  return (await findItems(ctx, id)).slice(-added.length).map((item) => item.id)
}
