import { schema } from '@proofroom/db'
import { EtsyError, orderOf, type Receipt } from '@proofroom/etsy'
import { and, eq, inArray } from 'drizzle-orm'
import { type Context, type InTx, inTransaction } from '../../platform/context.ts'
import { record } from '../../platform/events/record.ts'
import { sameTracking } from './carriers.ts'
import { failed } from './failing.ts'
import { codeOf, isForGood, wordsOf } from './problems.ts'
import { byHand, carrierWord, type Intent } from './shipping.ts'
import { writeConnection } from './store.ts'
import { openClient, type ShopClient } from './tokens.ts'

const { etsyShipments } = schema

/** As often as Etsy is asked before a person does it. */
const MOST_ATTEMPTS = 12

/**
 * Tells Etsy of one parcel, once: every success mails the buyer. That it is being told is committed before anybody calls;
 * then the row is held, so that one at a time calls, and each looks at what Etsy has before it does. Whoever is killed in
 * between leaves a row for the next one to look up.
 */
export async function tell(ctx: Context, id: string): Promise<void> {
  const shop = await openClient(ctx)
  // Broken, or gone: told once it is connected again.
  if (!shop) return
  if (!(await begin(ctx, id))) return
  try {
    await inTransaction(ctx, (tx) => tellHeld(tx, shop, id))
  } catch (error) {
    await refused(ctx, shop, id, error)
  }
}

const begin = (ctx: Context, id: string): Promise<boolean> =>
  inTransaction(ctx, async (tx) => {
    const intent = await holdOpen(tx, id)
    if (!intent) return false
    const change = { state: 'calling' as const, attempts: intent.attempts + 1, calledAt: tx.platform.now() }
    await tx.tx.update(etsyShipments).set(change).where(eq(etsyShipments.id, id))
    return true
  })

/** Null when somebody else came first. */
async function holdOpen(ctx: InTx, id: string): Promise<Intent | null> {
  const [row] = await ctx.tx
    .select()
    .from(etsyShipments)
    .where(and(eq(etsyShipments.id, id), inArray(etsyShipments.state, ['intended', 'calling'])))
    .for('update')
  return row ?? null
}

async function tellHeld(ctx: InTx, { client, connection }: ShopClient, id: string): Promise<void> {
  const intent = await holdOpen(ctx, id)
  if (!intent) return
  const { receiptId, tracking, noteToBuyer: note } = intent
  const there = await client.receipt(connection.etsyShopId, receiptId)
  if (isThere(there, tracking)) return sent(ctx, intent, there)
  if (tracking === '') return sent(ctx, intent, await client.markShipped(connection.etsyShopId, receiptId))
  const parcel = { tracking, carrier: carrierWord(intent), ...(note && { note }) }
  const now = await client.addShipment(connection.etsyShopId, receiptId, parcel)
  if (connection.givesTracking !== true) await writeConnection(ctx, connection.id, { givesTracking: true })
  await sent(ctx, intent, now)
}

/** With its number among the shipments; one without a number is there as soon as the order counts as sent. */
function isThere(receipt: Receipt, tracking: string): boolean {
  if (tracking === '') return orderOf(receipt)?.status === 'shipped'
  return receipt.shipments.some((one) => sameTracking(one.tracking_code, tracking))
}

async function sent(ctx: InTx, { id, orderId, tracking }: Intent, receipt: Receipt | null): Promise<void> {
  const known = receipt?.shipments.find((one) => sameTracking(one.tracking_code, tracking))
  const etsyShipmentId = known?.receipt_shipping_id ?? null
  const change = {
    state: 'sent' as const,
    doneAt: ctx.platform.now(),
    etsyShipmentId,
    problem: null,
    problemCode: null,
  }
  await ctx.tx.update(etsyShipments).set(change).where(eq(etsyShipments.id, id))
  await record(ctx, { type: 'etsy.told', orderId, subjectId: id })
}

/** What a refusal means for the parcel: a person's turn, another try, or that it was there before. */
async function refused(ctx: Context, { connection }: ShopClient, id: string, error: unknown): Promise<void> {
  if (!(error instanceof EtsyError)) throw error
  const code = codeOf(error)
  // The connection says so to the owner; the parcel waits until it is connected again.
  if (isForGood(code)) return failed(ctx, connection.id, error)
  const isSettled = await inTransaction(ctx, async (tx) => {
    const intent = await holdOpen(tx, id)
    if (!intent) return true
    if (code === 'etsy.conflict') {
      await sent(tx, intent, null)
      return true
    }
    const isFenced = code === 'etsy.not_allowed'
    if (isFenced) await writeConnection(tx, connection.id, { givesTracking: false })
    if (isFenced || PERSONS_TURN.has(code) || intent.attempts >= MOST_ATTEMPTS) {
      await byHand(tx, intent, { code, message: isFenced ? FENCED : wordsOf(code) })
      return true
    }
    const change = { problemCode: code, problem: wordsOf(code) }
    await tx.tx.update(etsyShipments).set(change).where(eq(etsyShipments.id, id))
    return false
  })
  // The queue comes again, a little later each time.
  if (!isSettled) throw error
}

const PERSONS_TURN = new Set<string>(['etsy.invalid', 'etsy.not_found'])
const FENCED = 'Etsy does not take tracking from this app.'
