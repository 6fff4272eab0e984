import { schema } from '@proofroom/db'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { announceRevocation } from '../identity/index.ts'
import { moveColumns, type OrderRow } from '../orders/index.ts'
import { type InTx, shopOf } from '../platform/context.ts'
import { record } from '../platform/events/record.ts'
import { announceClosed } from '../proofs/index.ts'
import { forgetElsewhere } from './elsewhere.ts'
import { asEraser } from './eraser.ts'
import { markErased } from './files.ts'

const {
  alerts,
  customers,
  links,
  orderFiles,
  orderItems,
  orders,
  participants,
  personalizations,
  proofs,
  shipments,
  versions,
} = schema

const NOBODY = 'Removed customer'
/** What a title that somebody wrote becomes. */
const THING = 'Item'

/** What another slice keeps of an order, which it alone knows how to forget; answers the files that go with it. */
export type Forgetter = (ctx: InTx, order: Pick<OrderRow, 'id'>) => Promise<string[]>

/**
 * Takes out of one order everything that says whose it was: name, address, words, pictures, the marks of its proofs. What
 * stays is that it was, when, how many of which product, and of what was signed the hashes and dates. Once more it does
 * nothing. Bytes of files go after the commit, by a job that is queued with it.
 */
export async function anonymiseOrder(ctx: InTx, orderId: string, forgetters: Forgetter[] = []): Promise<void> {
  const [order] = await ctx.tx.select().from(orders).where(eq(orders.id, orderId)).for('no key update')
  if (!order || order.anonymisedAt) return
  const [customer] = await ctx.tx.select().from(customers).where(eq(customers.id, order.customerId))
  await forgetElsewhere(ctx, { orderId, words: [customer?.name, customer?.email] })
  await closeDoors(ctx, orderId)
  const hashes = await Promise.all(forgetters.map((forget) => forget(ctx, order)))
  await markErased(ctx, orderId, hashes.flat())
  await forgetProofs(ctx, orderId)
  await forgetItems(ctx, orderId)
  await forgetOrder(ctx, order)
  await ctx.tx.execute(sql`delete from customers c where c.id = ${order.customerId} and not c.is_nobody
    and not exists (select from orders o where o.customer_id = c.id)`)
  await record(ctx, { type: 'order.anonymised', orderId, subjectId: orderId })
}

/** Its links open nothing any more, whoever has a room open is sent away, and what was still out is closed. */
async function closeDoors(ctx: InTx, orderId: string): Promise<void> {
  const now = ctx.platform.now()
  const gone = await ctx.tx
    .update(links)
    .set({ label: 'Removed', revokedAt: sql`coalesce(${links.revokedAt}, ${now.toISOString()}::timestamptz)` })
    .where(eq(links.orderId, orderId))
    .returning({ id: links.id })
  for (const { id } of gone) await announceRevocation(ctx.tx, { linkId: id })
  await ctx.tx.update(participants).set({ name: null, device: '' }).where(eq(participants.orderId, orderId))
  const open = await ctx.tx
    .update(versions)
    .set({ state: 'withdrawn', closedAt: now })
    .where(and(eq(versions.orderId, orderId), isNull(versions.closedAt)))
    .returning({ id: versions.id })
  for (const { id } of open) await announceClosed(ctx.tx, id)
}

const NOTHING_SAID = JSON.stringify({ annotations: [], comments: [], requestReplies: {} })
const NOTHING_ASKED = JSON.stringify({
  ...{ ref: '', actorId: '', page: null, pagePosition: null, shape: null, geometry: null, text: '' },
})

/** What was written once loses its words; what the live rooms hold goes whole. */
async function forgetProofs(ctx: InTx, orderId: string): Promise<void> {
  await ctx.tx.update(proofs).set({ title: THING }).where(eq(proofs.orderId, orderId))
  const ofRooms = sql`room in (select name from rooms where order_id = ${orderId})`
  const statements = [
    sql`update versions set note = '' where order_id = ${orderId}`,
    sql`update pages set name = 'Page ' || position + 1, file_name = '' where order_id = ${orderId}`,
    sql`update snapshots set projection = ${NOTHING_SAID}::jsonb where order_id = ${orderId}`,
    sql`update decisions set signed_name = null, intent = null, read_back = '[]', message = '', device = ''
        where order_id = ${orderId}`,
    sql`update change_requests set entry = ${NOTHING_ASKED}::jsonb, note = '' where order_id = ${orderId}`,
    sql`update item_moves set reason = '' where order_id = ${orderId}`,
    ...['journal', 'journal_history', 'room_states', 'client_bindings'].map(
      (table) => sql`delete from ${sql.identifier(table)} where ${ofRooms}`,
    ),
  ]
  await asEraser(ctx, async () => {
    for (const statement of statements) await ctx.tx.execute(statement)
  })
}

/** An item of a product is called as the product; another one is called nothing. */
async function forgetItems(ctx: InTx, orderId: string): Promise<void> {
  await ctx.tx.delete(personalizations).where(eq(personalizations.orderId, orderId))
  const named = sql`coalesce((select p.name from products p where p.id = ${orderItems.productId}), ${THING})`
  await ctx.tx.update(orderItems).set({ title: named }).where(eq(orderItems.orderId, orderId))
  await ctx.tx
    .update(shipments)
    .set({ carrier: sql`case when ${shipments.carrier} ~ '^[a-z_]+$' then ${shipments.carrier} else 'Carrier' end` })
    .where(eq(shipments.orderId, orderId))
  await ctx.tx.update(shipments).set({ tracking: null, url: null }).where(eq(shipments.orderId, orderId))
  await ctx.tx.delete(alerts).where(eq(alerts.orderId, orderId))
  await ctx.tx.delete(orderFiles).where(eq(orderFiles.orderId, orderId))
}

/** A number stays a number: it is the shop's. A label in words may be anybody's name. */
const NUMBER = /^[#A-Z]{0,4}-?\d+$/

async function forgetOrder(ctx: InTx, order: OrderRow): Promise<void> {
  const [first, ...more] = await ctx.tx
    .select({ title: orderItems.title })
    .from(orderItems)
    .where(eq(orderItems.orderId, order.id))
    .orderBy(orderItems.position)
  const title = first?.title ?? THING
  const now = ctx.platform.now()
  const facts = {
    ...order.facts,
    proofs: order.facts.proofs.map((proof) => ({ ...proof, title: THING, picture: null, firstRequest: null })),
  }
  const { facts: kept, phase, move, moveReason, moveSince } = moveColumns(facts, now)
  const isNumber = (given: string | null) => given !== null && NUMBER.test(given)
  await ctx.tx
    .update(orders)
    .set({
      ...{ facts: kept, phase, move, moveReason, moveSince },
      customerId: await nobody(ctx),
      title: more.length > 0 ? `${title} and ${more.length} more` : title,
      label: isNumber(order.label) ? order.label : order.code,
      // Brought once more, it is known by its number, and still nothing of it is believed.
      sourceRef: isNumber(order.sourceRef) ? order.sourceRef : null,
      ...{ sourceHash: null, tags: [], isGift: false, giftNote: null, promisedText: null },
      ...{ holdReason: null, cancelledReason: null, legalHoldReason: null, customerNote: null },
      ...{ anonymisedAt: now, updatedAt: now },
    })
    .where(eq(orders.id, order.id))
}

/** Whom anonymised orders belong to: one row a shop, made when it is first needed. */
async function nobody(ctx: InTx): Promise<string> {
  const find = () => ctx.tx.select({ id: customers.id }).from(customers).where(eq(customers.isNobody, true))
  const [known] = await find()
  if (known) return known.id
  const row = { id: uuidv7(), shopId: shopOf(ctx), name: NOBODY, isNobody: true, createdAt: ctx.platform.now() }
  await ctx.tx.insert(customers).values(row).onConflictDoNothing()
  return (await find())[0]?.id ?? row.id
}
