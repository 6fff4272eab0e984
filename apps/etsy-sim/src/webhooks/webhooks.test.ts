import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Hint, isSigned, readHint } from '@proofroom/etsy'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type EtsySim, startEtsySim } from '../sim.ts'
import { turn } from '../testing.ts'
import { signature } from './sign.ts'

const SECRET = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY='
type Heard = { id: string; hint: Hint | null; isSigned: boolean }

/** Whoever listens: answers as told, and checks what comes as ours does. */
async function listen() {
  const heard: Heard[] = []
  const answers: number[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    const [id = '', timestamp, sign] = ['id', 'timestamp', 'signature'].map((name) =>
      String(request.headers[`webhook-${name}`]),
    )
    const delivery = { id, timestamp: timestamp ?? null, signature: sign ?? null, body }
    heard.push({ id, hint: readHint(body), isSigned: isSigned(delivery, SECRET, new Date()) })
    response.writeHead(answers.shift() ?? 204).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { heard, answers, url: `http://127.0.0.1:${port}/hook`, server }
}

let sim: EtsySim
let listener: Awaited<ReturnType<typeof listen>>
beforeEach(async () => {
  sim = await startEtsySim()
  listener = await listen()
  await turn(sim, '/webhooks', { url: listener.url, secret: SECRET })
})
afterEach(async () => {
  await sim.stop()
  listener.server.closeAllConnections()
  listener.server.close()
})

const buyOne = async (): Promise<string> => {
  const { first } = (await turn(sim, '/buys', { count: 1, webhooks: true })) as { first: number }
  return String(first)
}
const count = (wanted: number) => vi.waitFor(() => expect(listener.heard).toHaveLength(wanted), { timeout: 10_000 })

test('the scheme’s own vector', () => {
  const body =
    '{"event_type":"order.paid","resource_url":"https://api.etsy.com/v3/application/shops/12345/receipts/54321","shop_id":12345}'
  expect(signature(SECRET, 'msg_2test0000000000000000001', 1_790_000_000, body)).toBe(
    'v1,Y/fNMPotrJnmJIykcEwsHEV1+V5/stIfX6/4cWNi430=',
  )
})

test('a purchase, a shipment, an arrival and a cancellation are told, signed', async () => {
  const bought = await buyOne()
  await turn(sim, `/receipts/${bought}/deliver`)
  const other = await buyOne()
  await turn(sim, `/receipts/${other}/cancel`)
  await count(5)
  expect(listener.heard.every((one) => one.isSigned)).toBe(true)
  const told = listener.heard.map(({ hint }) => `${hint?.event} ${hint?.receiptId}`).sort()
  expect(told).toEqual(
    [
      ...[`order.paid ${bought}`, `order.shipped ${bought}`, `order.delivered ${bought}`],
      ...[`order.paid ${other}`, `order.canceled ${other}`],
    ].sort(),
  )
})

test('what is not taken is told again under the same id, after five seconds, five minutes, half an hour', async () => {
  listener.answers.push(500, 503, 404)
  await buyOne()
  await count(1)
  for (const [again, pause] of [5, 300, 1800].entries()) {
    await vi.waitFor(() => expect(sim.webhooks.deliveries[0]?.attempts).toHaveLength(again + 1))
    await turn(sim, '/clock', { advance: pause - 2 })
    expect(listener.heard).toHaveLength(again + 1)
    await turn(sim, '/clock', { advance: 3 })
    await count(again + 2)
  }
  expect(new Set(listener.heard.map(({ id }) => id)).size).toBe(1)
  expect(listener.heard.every((one) => one.isSigned)).toBe(true)
  await vi.waitFor(() => expect(sim.webhooks.deliveries[0]?.state).toBe('delivered'))
})

test('deliveries are lost, doubled, late and out of order where that is switched on', async () => {
  await turn(sim, '/faults', { webhooks: { lose: 1 } })
  await buyOne()
  await turn(sim, '/faults', { webhooks: { duplicate: 1 } })
  const doubled = await buyOne()
  await count(2)
  expect(listener.heard.map(({ hint }) => hint?.receiptId)).toEqual([doubled, doubled])
  expect(new Set(listener.heard.map(({ id }) => id)).size).toBe(1)

  await turn(sim, '/faults', { webhooks: { delaySeconds: 600 } })
  const late = await buyOne()
  await turn(sim, '/clock', { advance: 590 })
  expect(listener.heard).toHaveLength(2)
  await turn(sim, '/clock', { advance: 11 })
  await count(3)
  expect(listener.heard[2]?.hint?.receiptId).toBe(late)

  await turn(sim, '/faults', { webhooks: { delaySeconds: 0, hold: true } })
  const [first, second] = [await buyOne(), await buyOne()]
  await turn(sim, '/webhooks/release')
  await count(5)
  expect(listener.heard.slice(3).map(({ hint }) => hint?.receiptId)).toEqual([second, first])
})

test('a thousand purchases at once are all told', async () => {
  await turn(sim, '/buys', { count: 1000, webhooks: true })
  await vi.waitFor(() => expect(listener.heard).toHaveLength(1000), { timeout: 25_000 })
  expect(new Set(listener.heard.map(({ id }) => id)).size).toBe(1000)
})
