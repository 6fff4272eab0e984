import { orderOf } from '@proofroom/etsy'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { randomFrom } from '../random.ts'
import { type EtsySim, startEtsySim } from '../sim.ts'
import { API_KEY, type Connected, clientOf, turn } from '../testing.ts'
import { crowd } from '../world/crowd.ts'
import { edit } from '../world/orders.ts'
import { addShop, FIRST_SHOP } from '../world/seed.ts'
import type { Receipt } from '../world/shapes.ts'

const SHOP = String(FIRST_SHOP.shopId)
const START = 1_790_000_000

let sim: EtsySim
let connected: Connected
beforeEach(async () => {
  sim = await startEtsySim({ limits: { perSecond: 10_000, perDay: 1_000_000 } })
  connected = await clientOf(sim)
})
afterEach(() => sim.stop())

const some = (count: number, everySeconds = 60): Receipt[] =>
  crowd(sim.state, { ...{ shopId: FIRST_SHOP.shopId, count, from: START, everySeconds }, random: randomFrom(7) })

/** A receipt that needs no tracking by its country. */
function one(): Receipt {
  const [receipt] = some(1)
  if (!receipt) throw new Error('nothing was bought')
  receipt.buyer.countryIso = 'DE'
  return receipt
}

const raw = async (path: string, init: RequestInit = {}) => {
  const { accessToken } = await connected.tokens.read()
  const headers = { 'x-api-key': API_KEY, authorization: `Bearer ${accessToken}`, ...init.headers }
  const response = await fetch(`${sim.url}/v3/application${path}`, { ...init, headers })
  return { status: response.status, headers: response.headers, body: await response.json().catch(() => null) }
}

test('ten thousand receipts are all read while others change under the reader’s hand', {
  timeout: 120_000,
}, async () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  console.log(`seed ${seed}`)
  const random = randomFrom(seed)
  // Purchases come in bursts: some hundreds of them share a second.
  const receipts = some(10_000, 0.004)
  const newest = new Map(receipts.map((receipt) => [String(receipt.receiptId), receipt]))
  const seen = new Map<string, string | null>()
  for await (const page of connected.client.receiptsSince(SHOP, new Date(START * 1000))) {
    for (const row of page.rows) seen.set(row.receipt_id, row.message_from_buyer)
    // What changes after the last page is for the next time.
    if (page.rows.length < 100) break
    // Those that were just read leave their second, and all behind them move up. What changes twice within the second
    // that is passing can only be seen the next time, so each round has one of its own.
    sim.state.clock.advance(1)
    for (let i = 0; i < 15; i++) {
      const changed = newest.get(page.rows[Math.floor(random() * page.rows.length)]?.receipt_id ?? '')
      if (changed) edit(sim.state, changed, { message: `Changed ${random()}` })
    }
  }
  expect(seen.size).toBe(10_000)
  for (const [id, receipt] of newest) expect(seen.get(id)).toBe(receipt.message)
})

test('an order says the same on Etsy and in our words', async () => {
  const receipt = one()
  const order = orderOf(await connected.client.receipt(SHOP, String(receipt.receiptId)))
  expect(order).toMatchObject({ ref: String(receipt.receiptId), status: 'paid', customer: { email: null } })
  expect(order?.items[0]?.lines.map(({ value }) => value)).toEqual(
    receipt.transactions[0]?.variations.map((row) => row.formatted_value),
  )
})

test('limits of a page, and what cannot be read, are refused with Etsy’s body', async () => {
  for (const query of [
    'limit=0',
    'limit=101',
    'offset=12001',
    'limit=ten',
    'min_last_modified=5',
    'sort_on=price',
    'was_paid=maybe',
  ]) {
    const { status, body } = await raw(`/shops/${SHOP}/receipts?${query}`)
    expect([query, status, typeof body.error]).toEqual([query, 400, 'string'])
  }
  expect((await raw(`/shops/${SHOP}/receipts?offset=12000&limit=100&was_paid=`)).status).toBe(200)
  expect((await raw('/shops/0/receipts')).status).toBe(400)
})

test('filters leave out what they say', async () => {
  const [a, b, c] = some(3)
  if (!a || !b || !c) throw new Error('nothing was bought')
  await turn(sim, `/receipts/${a.receiptId}/cancel`)
  await turn(sim, `/receipts/${b.receiptId}/deliver`)
  const ids = async (query: string) =>
    (await raw(`/shops/${SHOP}/receipts?${query}`)).body.results.map((row: { receipt_id: number }) => row.receipt_id)
  expect(await ids('was_canceled=true')).toEqual([a.receiptId])
  expect(await ids('was_delivered=true')).toEqual([b.receiptId])
  expect(await ids('was_shipped=false&was_canceled=false')).toEqual([c.receiptId])
  expect(await ids('sort_order=up')).toEqual([a.receiptId, b.receiptId, c.receiptId])
  expect(await ids(`min_created=${START + 60}&max_created=${START + 60}`)).toEqual([b.receiptId])
})

test('a shipment mails the buyer once; the same code again is a conflict', async () => {
  const receipt = one()
  const parcel = { tracking: 'RM123', carrier: 'royal-mail', note: 'See it made: https://shop.example/c/x' }
  const shipped = await connected.client.addShipment(SHOP, String(receipt.receiptId), parcel)
  expect(orderOf(shipped)).toMatchObject({
    status: 'shipped',
    shipments: [{ carrier: 'royal-mail', tracking: 'RM123' }],
  })
  const again = connected.client.addShipment(SHOP, String(receipt.receiptId), parcel)
  await expect(again).rejects.toMatchObject({ code: 'etsy.conflict' })
  expect(sim.state.mails.map(({ tracking, note }) => [tracking, note])).toEqual([['RM123', parcel.note]])
})

test('an answer that was lost after the shipment was made is not repeated by the client', async () => {
  const receipt = one()
  await turn(sim, '/faults', { failures: [{ status: 0, done: true, path: '/tracking' }] })
  const parcel = { tracking: 'RM1', carrier: 'dhl' }
  const lost = connected.client.addShipment(SHOP, String(receipt.receiptId), parcel)
  await expect(lost).rejects.toMatchObject({ code: 'etsy.unavailable' })
  expect(sim.state.mails).toHaveLength(1)
  const { shipments } = await connected.client.receipt(SHOP, String(receipt.receiptId))
  expect(shipments.map(({ tracking_code: code }) => code)).toEqual(['RM1'])
})

test('bodies go in one form and no other', async () => {
  const id = one().receiptId
  const json = { 'content-type': 'application/json' }
  expect(
    (await raw(`/shops/${SHOP}/receipts/${id}`, { method: 'PUT', headers: json, body: '{"was_shipped":true}' })).status,
  ).toBe(400)
  const form = new URLSearchParams({ tracking_code: 'a', carrier_name: 'b' })
  expect((await raw(`/shops/${SHOP}/receipts/${id}/tracking`, { method: 'POST', body: form })).status).toBe(400)
  expect((await connected.client.markShipped(SHOP, String(id))).is_shipped).toBe(true)
})

test('fenced, addresses are null and tracking is refused', async () => {
  const receipt = one()
  expect((await raw(`/shops/${SHOP}/receipts/${receipt.receiptId}`)).body).toMatchObject({ first_line: '12 Mill Lane' })
  await turn(sim, '/faults', { fenceAddresses: true, fenceTracking: true })
  const { body } = await raw(`/shops/${SHOP}/receipts/${receipt.receiptId}`)
  for (const field of [
    'first_line',
    'second_line',
    'city',
    'state',
    'zip',
    'country_iso',
    'formatted_address',
    'buyer_email',
  ])
    expect([field, body[field]]).toEqual([field, null])
  const parcel = { tracking: 'T', carrier: 'dhl' }
  const fenced = connected.client.addShipment(SHOP, String(receipt.receiptId), parcel)
  await expect(fenced).rejects.toMatchObject({ code: 'etsy.not_allowed' })
  expect(sim.state.mails).toHaveLength(0)
})

test('another seller’s shop is closed', async () => {
  addShop(sim.state, { shopId: 5, userId: 6, name: 'Other', title: 'Others’ things' })
  await expect(connected.client.receipts('5')).rejects.toMatchObject({ code: 'etsy.not_allowed' })
  const stranger = await clientOf(sim, { seller: 6 })
  await expect(stranger.client.receipt('5', String(one().receiptId))).rejects.toMatchObject({ code: 'etsy.not_found' })
})
