import { schema } from '@proofroom/db'
import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { canEraseCustomer } from './policy.ts'
import type { ZipEntry } from './zip.ts'

const { customers, orderFiles, orders, pages } = schema

/** What another slice keeps of a customer's orders: rows to be told, under a name of their own. */
export type Teller = (ctx: InTx, orderIds: string[]) => Promise<Record<string, unknown>>

type Row = Record<string, unknown>
type Found = { data: Row; files: { name: string; hash: string }[] }

/** Everything this shop keeps of one customer: `data.json`, and the files of their orders as they were uploaded. */
export async function exportCustomer(
  ctx: Context,
  id: string,
  tellers: Teller[] = [],
): Promise<AsyncGenerator<ZipEntry>> {
  const found = await inTransaction(ctx, (tx) => gather(tx, id, tellers))
  return entries(ctx, found)
}

async function* entries(ctx: Context, { data, files }: Found): AsyncGenerator<ZipEntry> {
  yield { name: 'data.json', content: Buffer.from(JSON.stringify(data, null, 2)) }
  for (const { name, hash } of files) {
    const file = await ctx.platform.files.open(shopOf(ctx), hash)
    if (file) yield { name, content: file.stream() }
  }
}

async function gather(ctx: InTx, id: string, tellers: Teller[]): Promise<Found> {
  const [customer] = await ctx.tx.select().from(customers).where(eq(customers.id, id))
  if (!customer) throw notFound()
  authorize(canEraseCustomer(ctx.actor, customer))
  const theirs = await ctx.tx.select().from(orders).where(eq(orders.customerId, id)).orderBy(orders.createdAt)
  const ids = theirs.map((order) => order.id)
  const told = await Promise.all(tellers.map((tell) => tell(ctx, ids)))
  const data = {
    exportedAt: ctx.platform.now().toISOString(),
    customer: { name: customer.name, email: customer.email, note: customer.note, since: customer.createdAt },
    ...(ids.length > 0 && (await readAll(ctx, ids))),
    ...Object.assign({}, ...told),
  }
  await record(ctx, { type: 'customer.exported', subjectId: id, data: { orders: ids.length } })
  return { data, files: ids.length > 0 ? await findFiles(ctx, ids) : [] }
}

/**
 * What is kept of the orders, table by table. Marks and threads are told as they stood at each moment that was kept:
 * with every proof that was sent, at every request, at every decision.
 */
async function readAll(ctx: InTx, ids: string[]): Promise<Row> {
  const wanted: Record<string, SQL> = {
    items: sql`select o.label as order, t.title, t.quantity from order_items t join orders o on o.id = t.order_id`,
    answers: sql`select o.label as order, i.title as item, t.name, t.value from personalizations t
      join order_items i on i.id = t.item_id join orders o on o.id = t.order_id`,
    visits: sql`select o.label as order, t.id as person, t.name, t.device, t.created_at, t.last_seen_at
      from participants t join orders o on o.id = t.order_id`,
    proofs: sql`select o.label as order, p.title as proof, t.number, t.state, t.note, t.content_hash, t.sent_at, t.viewed_at,
      t.signed_at from versions t join proofs p on p.id = t.proof_id join orders o on o.id = t.order_id`,
    marks: sql`select o.label as order, v.number as proof, t.reason as kept_when, t.created_at, t.hash, t.projection
      from snapshots t join versions v on v.id = t.version_id join orders o on o.id = t.order_id`,
    requests: sql`select o.label as order, t.number, t.entry ->> 'text' as text, t.state, t.note, t.created_at
      from change_requests t join orders o on o.id = t.order_id`,
    decisions: sql`select o.label as order, v.number as proof, t.kind, t.signed_name, t.intent, t.read_back, t.message, t.device,
      t.content_hash, t.created_at from decisions t join versions v on v.id = t.version_id join orders o on o.id = t.order_id`,
    shipments: sql`select o.label as order, t.carrier, t.tracking, t.shipped_at, t.delivered_at
      from shipments t join orders o on o.id = t.order_id`,
    links: sql`select o.label as order, t.label, t.created_at, t.expires_at, t.revoked_at
      from links t join orders o on o.id = t.order_id`,
  }
  const told: Row = {}
  for (const [name, select] of Object.entries(wanted))
    told[name] = await ctx.tx.execute(sql`${select} where ${inArray(sql`t.order_id`, ids)} order by o.created_at`)
  return { orders: await readOrders(ctx, ids), ...told }
}

const readOrders = async (ctx: InTx, ids: string[]) =>
  ctx.tx
    .select({
      ...{ label: orders.label, title: orders.title, placedAt: orders.placedAt, dueOn: orders.dueOn },
      ...{ phase: orders.phase, tags: orders.tags, isGift: orders.isGift, giftNote: orders.giftNote },
      ...{ holdReason: orders.holdReason, cancelledReason: orders.cancelledReason },
      ...{ promisedText: orders.promisedText, source: orders.source, sourceRef: orders.sourceRef },
    })
    .from(orders)
    .where(inArray(orders.id, ids))

/** The proofs' files, and what else belongs to the orders. */
async function findFiles(ctx: InTx, ids: string[]): Promise<Found['files']> {
  const ofProofs = await ctx.tx
    .select({ label: orders.label, id: pages.id, name: pages.fileName, hash: pages.originalHash })
    .from(pages)
    .innerJoin(orders, eq(orders.id, pages.orderId))
    .where(inArray(pages.orderId, ids))
    .orderBy(pages.createdAt)
  const ofOrders = await ctx.tx
    .select({ label: orders.label, id: orderFiles.id, name: orderFiles.name, hash: orderFiles.originalHash })
    .from(orderFiles)
    .innerJoin(orders, eq(orders.id, orderFiles.orderId))
    .where(inArray(orderFiles.orderId, ids))
    .orderBy(orderFiles.createdAt)
  // A file's own name is somebody's words: in a path it may not climb.
  const plain = (text: string) => text.replace(/[^\p{L}\p{N}._ -]/gu, '_').replace(/^\.+/, '_')
  return [...ofProofs, ...ofOrders].map(({ label, id, name, hash }) => ({
    name: `files/${plain(label)}/${id.slice(-6)}-${plain(name)}`,
    hash,
  }))
}
