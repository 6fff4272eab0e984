import { Hono } from 'hono'
import { z } from 'zod'
import { pay, ship, unship } from '../world/orders.ts'
import { totalOf } from '../world/prices.ts'
import type { Receipt } from '../world/shapes.ts'
import type { World } from '../world/world.ts'
import { type Env, scope } from './access.ts'
import { numberIn, ownReceiptIn, ownShopIn, page } from './find.ts'
import { flag, maybeFlag, paging, readForm, readJson, readQuery, second } from './input.ts'
import { receiptAnswer, transactionAnswer } from './receipt-answer.ts'
import { refuse } from './refusals.ts'

const Order = z.enum(['asc', 'ascending', 'up', 'desc', 'descending', 'down']).default('desc')
const Wanted = z.object({
  ...paging,
  min_created: second.optional(),
  max_created: second.optional(),
  min_last_modified: second.optional(),
  max_last_modified: second.optional(),
  sort_on: z.enum(['created', 'updated', 'receipt_id']).default('created'),
  sort_order: Order,
  was_paid: maybeFlag,
  was_shipped: maybeFlag,
  was_delivered: maybeFlag,
  was_canceled: maybeFlag,
})
type Wanted = z.output<typeof Wanted>

const Update = z.object({ was_shipped: flag.optional(), was_paid: flag.optional() })

const Tracking = z.object({
  tracking_code: z.string().optional(),
  carrier_name: z.string().optional(),
  send_bcc: z.boolean().optional(),
  note_to_buyer: z.string().optional(),
})

export function receiptRoutes(world: World): Hono<Env> {
  const mayRead = scope(world, 'transactions_r')
  const mayWrite = scope(world, 'transactions_w')
  return new Hono<Env>()
    .get('/shops/:shop_id/receipts', mayRead, (c) => {
      const { shopId } = ownShopIn(world, c)
      const wanted = readQuery(c, Wanted)
      const found = sorted(world.receiptsOf(shopId).filter(fits(wanted)), wanted)
      return c.json({ count: found.length, results: page(found, wanted).map((one) => receiptAnswer(world, one)) })
    })
    .get('/shops/:shop_id/receipts/:receipt_id', mayRead, (c) => c.json(receiptAnswer(world, ownReceiptIn(world, c))))
    .put('/shops/:shop_id/receipts/:receipt_id', mayWrite, async (c) => {
      const receipt = ownReceiptIn(world, c)
      const { was_shipped: shipped, was_paid: paid } = await readForm(c, Update)
      if (paid) pay(world, receipt)
      if (shipped === true) ship(world, receipt, null)
      if (shipped === false) unship(world, receipt)
      return c.json(receiptAnswer(world, receipt))
    })
    .post('/shops/:shop_id/receipts/:receipt_id/tracking', mayWrite, async (c) => {
      const receipt = ownReceiptIn(world, c)
      if (world.faults.fenceTracking) refuse(403, 'This app may not submit tracking for this shop.')
      const {
        tracking_code: tracking = '',
        carrier_name: carrier = '',
        note_to_buyer: note,
      } = await readJson(c, Tracking)
      checkParcel(receipt, tracking, carrier)
      ship(world, receipt, { carrier, tracking, note: note ?? null })
      return c.json(receiptAnswer(world, receipt))
    })
    .get('/shops/:shop_id/receipts/:receipt_id/transactions', mayRead, (c) => {
      const receipt = ownReceiptIn(world, c)
      const results = receipt.transactions.map((one) => transactionAnswer(world, receipt, one))
      return c.json({ count: results.length, results })
    })
    .get('/shops/:shop_id/transactions', mayRead, (c) => {
      const { shopId } = ownShopIn(world, c)
      const wanted = readQuery(c, z.object(paging))
      const all = world.receiptsOf(shopId).flatMap((receipt) => receipt.transactions.map((one) => ({ receipt, one })))
      const results = page(all.reverse(), wanted).map(({ receipt, one }) => transactionAnswer(world, receipt, one))
      return c.json({ count: all.length, results })
    })
    .get('/shops/:shop_id/transactions/:transaction_id', mayRead, (c) => {
      const { shopId } = ownShopIn(world, c)
      const id = numberIn(c, 'transaction_id')
      for (const receipt of world.receiptsOf(shopId)) {
        const found = receipt.transactions.find(({ transactionId }) => transactionId === id)
        if (found) return c.json(transactionAnswer(world, receipt, found))
      }
      return refuse(404, 'A resource could not be found: Transaction.')
    })
}

/** $10 in the receipt's own currency; the simulator knows no rates. */
const SMALL = 1000

function checkParcel(receipt: Receipt, tracking: string, carrier: string): void {
  if (receipt.status === 'canceled') refuse(400, 'The order was canceled.')
  if ((tracking === '') !== (carrier === '')) refuse(400, 'tracking_code and carrier_name are needed together.')
  const { countryIso } = receipt.buyer
  const isNeeded = countryIso === 'IN' || (countryIso === 'US' && totalOf(receipt).amount > SMALL)
  if (isNeeded && tracking === '') refuse(400, 'tracking_code and carrier_name are required for this order.')
  const isThere = receipt.shipments.some((one) => one.tracking_code === tracking && one.carrier_name === carrier)
  if (isThere) refuse(409, 'This tracking_code was submitted before.')
}

const fits = (wanted: Wanted) => (receipt: Receipt) =>
  within(receipt.created, wanted.min_created, wanted.max_created) &&
  within(receipt.updated, wanted.min_last_modified, wanted.max_last_modified) &&
  is(receipt.isPaid, wanted.was_paid) &&
  is(receipt.isShipped, wanted.was_shipped) &&
  is(receipt.deliveredAt !== null, wanted.was_delivered) &&
  is(receipt.status === 'canceled', wanted.was_canceled)

const within = (at: number, least = 0, most = Number.POSITIVE_INFINITY): boolean => at >= least && at <= most
const is = (found: boolean, wanted: boolean | undefined): boolean => wanted === undefined || found === wanted

function sorted(receipts: Receipt[], { sort_on: on, sort_order: order }: Wanted): Receipt[] {
  const value = (one: Receipt) => (on === 'updated' ? one.updated : on === 'created' ? one.created : one.receiptId)
  const direction = ['asc', 'ascending', 'up'].includes(order) ? 1 : -1
  return receipts.sort((a, b) => direction * (value(a) - value(b) || a.receiptId - b.receiptId))
}
