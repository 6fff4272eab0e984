import { schema } from '@proofroom/db'
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { listLinks } from '../../identity/index.ts'
import { type InTx, shopOf } from '../../platform/context.ts'
import { etsyCarrier, sameTracking } from './carriers.ts'
import { findConnection } from './store.ts'
import { addTask, closeTasks } from './tasks.ts'

const { etsyItems, etsyReceipts, etsyShipments, orderFiles, shipments } = schema

export const SHIP_JOB = 'etsy.ship'
export type ShipJob = { shopId: string; id: string }

export type Intent = typeof etsyShipments.$inferSelect
type Parcel = typeof shipments.$inferSelect

/** An order of Etsy's left: what is to be told stands here first, and a job tells it. Nothing of any other order. */
export async function intend(ctx: InTx, orderId: string): Promise<void> {
  const [own, ...extra] = await receiptsOf(ctx, orderId)
  const [parcel] = await ctx.tx.select().from(shipments).where(eq(shipments.orderId, orderId))
  if (!own || !parcel) return
  // Shipped there first, or not to be shipped at all: nobody needs to hear of it.
  for (const { receiptId, status } of [own, ...extra]) if (status === 'paid') await intendOne(ctx, receiptId, parcel)
  if (own.status === 'paid') await askForFile(ctx, orderId, own.receiptId)
}

async function intendOne(ctx: InTx, receiptId: string, parcel: Parcel): Promise<void> {
  const intent = await keepIntent(ctx, receiptId, parcel)
  if (intent?.state !== 'intended') return
  const connection = await findConnection(ctx)
  if (!connection) return byHand(ctx, intent, { code: 'etsy.not_connected', message: NOT_CONNECTED })
  await ctx.platform.jobs.send<ShipJob>(SHIP_JOB, { shopId: shopOf(ctx), id: intent.id }, ctx.tx)
}

/** The order's own; after it, extra work that joined, which is an order of its own there and in the same parcel. */
const receiptsOf = (ctx: InTx, orderId: string) =>
  ctx.tx
    .select()
    .from(etsyReceipts)
    .where(eq(etsyReceipts.orderId, orderId))
    .orderBy(asc(etsyReceipts.firstSeenAt), asc(etsyReceipts.receiptId))

const NOT_CONNECTED = 'No Etsy shop is connected, so this was not told by itself.'

/** Once for a receipt and a number; one that was given up begins anew, one that was told stays told. */
async function keepIntent(ctx: InTx, receiptId: string, parcel: Parcel): Promise<Intent | null> {
  const tracking = parcel.tracking ?? ''
  const same = await findIntents(ctx, receiptId)
  const before = same.find((one) => sameTracking(one.tracking, tracking))
  if (before && before.state !== 'given_up') return before
  const told = {
    ...{ carrier: parcel.carrier, tracking, noteToBuyer: await noteOf(ctx, parcel.orderId) },
    ...{ state: 'intended' as const, attempts: 0, problemCode: null, problem: null },
  }
  const { orderId } = parcel
  const [row] = await ctx.tx
    .insert(etsyShipments)
    .values({ ...told, id: uuidv7(), shopId: shopOf(ctx), orderId, receiptId, createdAt: ctx.platform.now() })
    .onConflictDoUpdate({
      target: [etsyShipments.shopId, etsyShipments.receiptId, etsyShipments.tracking],
      set: told,
    })
    .returning()
  return row ?? null
}

const findIntents = (ctx: InTx, receiptId: string): Promise<Intent[]> =>
  ctx.tx.select().from(etsyShipments).where(eq(etsyShipments.receiptId, receiptId)).for('update')

/** The buyer's own page, where it was shared with them already and an address from outside leads to it. */
async function noteOf(ctx: InTx, orderId: string): Promise<string | null> {
  if (ctx.platform.config.publicUrl === null) return null
  const link = (await listLinks(ctx, orderId)).findLast((one) => one.state === 'active' && one.rights === 'decide')
  return link ? `See how it was made, and your signed proof: ${link.url}` : null
}

/** Corrected afterwards: what was not told yet is told right, what was told is put right by hand, since each telling mails. */
export async function correct(ctx: InTx, orderId: string): Promise<void> {
  const [parcel] = await ctx.tx.select().from(shipments).where(eq(shipments.orderId, orderId))
  if (!parcel) return
  for (const { receiptId, status } of await receiptsOf(ctx, orderId))
    if (status !== 'cancelled' && status !== 'refunded') await correctOne(ctx, receiptId, parcel)
}

async function correctOne(ctx: InTx, receiptId: string, parcel: Parcel): Promise<void> {
  const tracking = parcel.tracking ?? ''
  const intents = await findIntents(ctx, receiptId)
  const open = intents.find(({ state }) => state === 'intended')
  if (open) {
    const said = { carrier: parcel.carrier, tracking }
    await ctx.tx.update(etsyShipments).set(said).where(eq(etsyShipments.id, open.id))
    return
  }
  const last = intents.at(-1)
  if (!last || (last.state === 'sent' && intents.some((one) => sameTracking(one.tracking, tracking)))) return
  const copy = copyOf({ ...last, carrier: parcel.carrier, tracking })
  await addShipTask(ctx, parcel.orderId, receiptId, copy)
}

/** Of the order's own there is one; of each extra work one of its own. */
async function addShipTask(ctx: InTx, orderId: string, receiptId: string, copy: ReturnType<typeof copyOf>) {
  const [own] = await receiptsOf(ctx, orderId)
  await addTask(ctx, { orderId, kind: 'ship', subject: own?.receiptId === receiptId ? '' : receiptId, copy })
}

/** Not sent after all: what nobody was told yet is not told. */
export async function takeBack(ctx: InTx, orderId: string): Promise<void> {
  await ctx.tx
    .update(etsyShipments)
    .set({ state: 'given_up', doneAt: ctx.platform.now() })
    .where(and(eq(etsyShipments.orderId, orderId), inArray(etsyShipments.state, ['intended', 'by_hand'])))
  await closeTasks(ctx, { orderId, kind: 'ship' }, 'not_needed')
}

type Problem = { code: string; message: string }

/** Etsy does not take it from here: the seller does it there, with everything to copy. */
export async function byHand(ctx: InTx, intent: Intent, { code, message }: Problem): Promise<void> {
  const change = { state: 'by_hand' as const, problemCode: code, problem: message }
  await ctx.tx.update(etsyShipments).set(change).where(eq(etsyShipments.id, intent.id))
  await addShipTask(ctx, intent.orderId, intent.receiptId, copyOf(intent))
}

export const copyOf = ({ receiptId, carrier, tracking, noteToBuyer }: Omit<Intent, 'state'>) => [
  { name: 'Order number', value: receiptId },
  { name: 'Carrier', value: carrier },
  ...(tracking ? [{ name: 'Tracking number', value: tracking }] : []),
  ...(noteToBuyer ? [{ name: 'Note to buyer', value: noteToBuyer }] : []),
]

export const carrierWord = ({ carrier }: Pick<Intent, 'carrier'>): string => etsyCarrier(carrier)

/** No program can hand one buyer their file at Etsy: the newest of the shop's own files is ready for the seller to do it. */
async function askForFile(ctx: InTx, orderId: string, receiptId: string): Promise<void> {
  const items = await ctx.tx.select().from(etsyItems).where(eq(etsyItems.orderId, orderId))
  if (!items.some(({ isDigital }) => isDigital)) return
  const [file] = await ctx.tx
    .select({ id: orderFiles.id })
    .from(orderFiles)
    .where(and(eq(orderFiles.orderId, orderId), eq(orderFiles.source, 'shop')))
    // What the customer has on their link, where there is such a one.
    .orderBy(sql`${orderFiles.handedOverAt} desc nulls last`, desc(orderFiles.createdAt))
    .limit(1)
  const note = await noteOf(ctx, orderId)
  const copy = [
    { name: 'Order number', value: receiptId },
    ...(note ? [{ name: 'Message to the buyer', value: note }] : []),
  ]
  await addTask(ctx, { orderId, kind: 'deliver_file', copy, fileId: file?.id ?? null })
}
