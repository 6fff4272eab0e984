import type { StreamEventDto } from '@proofroom/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  buildGuest,
  buildOrder,
  buildProof,
  buildShop,
  idOfShop,
  type Shop,
  startTestApp,
  type TestApp,
  type Visitor,
} from '../../testing/index.ts'

let t: TestApp
let shop: Shop
beforeAll(async () => {
  t = await startTestApp()
  shop = await buildShop(t)
})
afterAll(() => t.stop())

/** A browser's EventSource. */
class Listener {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  #unread = ''

  constructor(response: Response) {
    this.#reader = (response.body as ReadableStream<Uint8Array>).getReader()
  }

  static async open(visitor: Visitor, path: string, lastEventId?: string): Promise<Listener> {
    const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId }
    const listener = new Listener(await visitor.ask('GET', `${path}/events`, { headers }))
    // The first line is sent once whoever listens is let in.
    if (lastEventId === undefined) await listener.#until((text) => text.includes('retry:'))
    return listener
  }

  async next(wanted: (event: StreamEventDto) => boolean = () => true): Promise<StreamEventDto> {
    for (;;) {
      await this.#until((text) => text.includes('\n\n'))
      const [block = '', ...rest] = this.#unread.split('\n\n')
      this.#unread = rest.join('\n\n')
      const data = /^data: (.*)$/m.exec(block)?.[1]
      const event = data && (JSON.parse(data) as StreamEventDto)
      if (event && wanted(event)) return event
    }
  }

  leave = () => this.#reader.cancel()

  async #until(enough: (text: string) => boolean): Promise<void> {
    while (!enough(this.#unread)) {
      const { value, done } = await this.#reader.read()
      if (done) throw new Error(`The stream ended after: ${this.#unread}`)
      this.#unread += Buffer.from(value).toString('utf8')
    }
  }
}

test('a member hears what happens in the shop, and nothing of another', async () => {
  const listener = await Listener.open(shop.owner, shop.path)
  await buildOrder(await buildShop(t))
  const order = await buildOrder(shop)
  expect(await listener.next()).toMatchObject({ type: 'order.created', orderCode: order.code })
  await listener.leave()
})

test('after a pause it goes on where Last-Event-ID says', async () => {
  const listener = await Listener.open(shop.owner, shop.path)
  await buildOrder(shop)
  const { id } = await listener.next()
  await listener.leave()
  const missed = [await buildOrder(shop), await buildOrder(shop)].map(({ code }) => code)
  const again = await Listener.open(shop.owner, shop.path, id)
  for (const code of missed)
    expect((await again.next(({ orderCode }) => orderCode === code)).type).toBe('order.created')
  await again.leave()
})

test('a Last-Event-ID that is none is ignored', async () => {
  const response = await shop.owner.ask('GET', `${shop.path}/events`, { headers: { 'last-event-id': "1'; drop" } })
  expect(response.status).toBe(200)
  await response.body?.cancel()
})

test('a guest hears of their own order only', async () => {
  const [mine, other] = [await buildProof(shop), await buildProof(shop)]
  const [guest, stranger] = [await buildGuest(mine), await buildGuest(other)]
  const listener = await Listener.open(guest.visitor, guest.path)
  await stranger.visitor.do('POST', `${stranger.path}/versions/${other.versionId}/viewed`)
  await buildOrder(shop)
  await guest.visitor.do('POST', `${guest.path}/versions/${mine.versionId}/viewed`)
  expect(await listener.next()).toMatchObject({ type: 'proof.viewed', subjectId: mine.versionId })
  const resumed = await Listener.open(guest.visitor, guest.path, '0')
  const first = await resumed.next()
  expect(first.orderCode).toBe(mine.order.code)
  await Promise.all([listener.leave(), resumed.leave()])
})

test('whoever comes while the last one leaves is not forgotten', async () => {
  const own = await buildShop(t)
  const shopId = await idOfShop(t, own)
  const heard: string[] = []
  const listener = { shopId, orderId: null, send: ({ type }: StreamEventDto) => void heard.push(type) }
  const leave = await t.platform.stream.subscribe({ ...listener, send() {} }, null)
  const coming = t.platform.stream.subscribe(listener, null)
  leave()
  const leaveToo = await coming
  await buildOrder(own)
  await vi.waitFor(() => expect(heard).toContain('order.created'), { timeout: 5_000 })
  leaveToo()
})
