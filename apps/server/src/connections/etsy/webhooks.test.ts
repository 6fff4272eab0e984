import { createHmac } from 'node:crypto'
import { buy, FIRST_SHOP } from '@proofroom/etsy-sim'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connect, countOf, type Stage, startStage, syncAll } from './testing/index.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage()
  await connect(stage)
  await syncAll(stage)
})
afterEach(() => stage.stop())

const bodyOf = (receipt: number | string, shop: number = FIRST_SHOP.shopId) =>
  JSON.stringify({
    event_type: 'order.paid',
    resource_url: `https://api.etsy.com/v3/application/shops/${shop}/receipts/${receipt}`,
    shop_id: shop,
  })

async function deliver(body: string, { id = 'msg_1', secret = stage.secret, ago = 0, signed = body } = {}) {
  const timestamp = Math.floor(Date.now() / 1000) - ago
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${signed}`).digest('base64')
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` }
  const response = await stage.t.visitor().ask('POST', '/api/etsy/webhook', { body, headers })
  return response.status
}

test('a signed delivery is taken once, whatever it is sent', async () => {
  expect(await deliver(bodyOf(1))).toBe(204)
  expect(await deliver(bodyOf(1))).toBe(204)
  expect(await countOf(stage, 'etsy_webhooks')).toBe(1)
  expect(await deliver(bodyOf(1), { id: 'msg_2' })).toBe(204)
  expect(await countOf(stage, 'etsy_webhooks')).toBe(2)
})

test('one that is forged, changed on its way, or a recording is not', async () => {
  const other = `whsec_${Buffer.from('somebody else’s secret').toString('base64')}`
  expect(await deliver(bodyOf(1), { secret: other })).toBe(401)
  expect(await deliver(bodyOf(1), { signed: bodyOf(2) })).toBe(401)
  expect(await deliver(bodyOf(1), { ago: 330 })).toBe(401)
  expect(await deliver(bodyOf(1), { ago: -330 })).toBe(401)
  expect(await deliver('{"hello":1}', { secret: other })).toBe(401)
  expect(await countOf(stage, 'etsy_webhooks')).toBe(0)
})

test('one about a shop that is not here is heard and left', async () => {
  expect(await deliver(bodyOf(1, 5))).toBe(204)
  expect(await countOf(stage, 'etsy_webhooks')).toBe(0)
})

test('a purchase arrives by its webhook alone, and its photo with it', async () => {
  const { sim, t, shop } = stage
  sim.webhooks.endpoint = { url: `${await t.listen()}/api/etsy/webhook`, secret: stage.secret }
  await t.platform.jobs.work()
  const bought = await buyAtTheShop()
  await vi.waitFor(async () => expect(await countOf(stage, 'order_files')).toBe(1), { timeout: 20_000, interval: 100 })
  const { orders } = await shop.owner.do<{ orders: { code: string; label: string }[] }>('GET', `${shop.path}/orders`)
  expect(orders.map(({ label }) => label)).toEqual([bought])
  const { files } = await shop.owner.do<{ files: { name: string; picture: { thumb: string } | null }[] }>(
    'GET',
    `${shop.path}/orders/${orders[0]?.code}/files`,
  )
  expect(files.map(({ name }) => name)).toEqual(['A photo of your dog'])
  const thumb = await shop.owner.ask('GET', files[0]?.picture?.thumb ?? '')
  expect(thumb.headers.get('content-type')).toBe('image/webp')
}, 30_000)

/** As a buyer does, on its pages. */
async function buyAtTheShop(): Promise<string> {
  const { state, url } = stage.sim
  const listing = [...state.listings.values()].find(({ title }) => title.startsWith('Dog tag'))
  const [photo, name] = listing?.questions ?? []
  if (!listing || !photo || !name) throw new Error('The shop sells no tags.')
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  state.uploads.set('/files/dog', {
    ...{ path: '/files/dog', mimeType: 'image/png', bytes: Uint8Array.from(Buffer.from(pixel, 'base64')) },
  })
  const address = { first_line: '1 Mill', second_line: null, city: 'Leeds', state: null, zip: 'LS1' }
  const receipt = buy(state, {
    buyer: { userId: 5, name: 'Zoë O’Brien', email: 'zoe@example.com', countryIso: 'GB', address },
    wanted: [
      {
        ...{ listing, quantity: 1 },
        answers: [
          { question: photo, value: `${url}/files/dog`, mimeType: 'image/png' },
          { question: name, value: 'Milo' },
        ],
      },
    ],
  })
  return String(receipt.receiptId)
}
