import type { AlertListDto, OrderDto, StreamEventDto } from '@proofroom/contract'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { setFacts } from '../orders/index.ts'
import { inTransaction } from '../platform/context.ts'
import { systemContext } from '../program.ts'
import {
  buildMember,
  buildOrder,
  buildShop,
  idIn,
  idOfShop,
  openPostOffice,
  type PostOffice,
  type Shop,
  startTestApp,
  type TestApp,
  type Visitor,
} from '../testing/index.ts'
import { goRounds, sweepAlerts } from './rounds.ts'

let t: TestApp
let post: PostOffice
beforeAll(async () => {
  post = await openPostOffice()
  t = await startTestApp({ config: { smtpUrl: post.url } })
  await t.platform.jobs.work()
})
afterAll(async () => {
  await t.stop()
  await post.close()
})
afterEach(() => {
  t.platform.now = () => new Date()
})

// Tuesday, the 3rd of November 2026; a new shop works Monday to Friday and keeps UTC.
const TUESDAY = '2026-11-03'
const at = (time: string, day = TUESDAY) => `${day}T${time}:00.000Z`
const itIs = (instant: string) => {
  t.platform.now = () => new Date(instant)
}
const systemOf = (shopId: string) => ({
  ...systemContext(t.platform),
  actor: { type: 'system', job: 'alerts.rounds', shopId } as const,
})
const rounds = () => goRounds(systemContext(t.platform), systemOf)
const listOf = (shop: Shop, visitor: Visitor = shop.owner) => visitor.do<AlertListDto>('GET', `${shop.path}/alerts`)
const told = async (shop: Shop, visitor?: Visitor) =>
  (await listOf(shop, visitor)).alerts.map(({ order, due }) => [order.code, due.kind, due.at ?? due.day, due.late])

async function owe(shop: Shop, order: OrderDto, clock: 'reply' | 'promise', until: string | null): Promise<void> {
  const shopId = await idOfShop(t, shop)
  const orderId = await idIn(t, { shopId }, sql`select id from orders where code = ${order.code}`)
  const since = t.platform.now().toISOString()
  await inTransaction(systemOf(shopId), (tx) =>
    setFacts(tx, orderId, (facts) => ({ ...facts, [clock]: until && { since, at: until } })),
  )
}

/** A shop in London time with one order that owes a reply by ten to three, and its proof much later. */
async function buildOwing(until = at('14:50')): Promise<{ shop: Shop; order: OrderDto }> {
  itIs(at('09:00', '2026-11-02'))
  const shop = await buildShop(t, { name: 'Alder & Ink' })
  await shop.owner.do('PATCH', shop.path, { timezone: 'Europe/London' })
  itIs(at('08:00'))
  const order = await buildOrder(shop)
  await owe(shop, order, 'reply', until)
  return { shop, order }
}

test('a reply is told four hours before it is due, to who can give it, and not any more once it is given', async () => {
  const { shop, order } = await buildOwing()
  const [manager, maker] = [await buildMember(shop, 'manager'), await buildMember(shop, 'maker')]
  itIs(at('10:49'))
  await rounds()
  expect(await told(shop)).toEqual([])
  itIs(at('10:50'))
  await rounds()
  const reply = [order.code, 'reply', at('14:50'), false]
  expect(await told(shop)).toEqual([reply])
  expect(await told(shop, manager.visitor)).toEqual([reply])
  expect(await told(shop, maker.visitor)).toEqual([])
  itIs(at('15:00'))
  expect(await told(shop)).toEqual([[order.code, 'reply', at('14:50'), true]])
  await owe(shop, order, 'reply', null)
  expect(await told(shop)).toEqual([])
})

test('a promised update is told a day before, a proof from the working day before', async () => {
  itIs(at('09:00'))
  const shop = await buildShop(t)
  const order = await buildOrder(shop)
  await owe(shop, order, 'promise', at('16:00', '2026-11-09'))
  itIs(at('09:00', '2026-11-04'))
  await rounds()
  // Two working days after Tuesday is Thursday; Monday's promise is not near yet.
  expect(await told(shop)).toEqual([[order.code, 'proof', '2026-11-05', false]])
  itIs(at('16:00', '2026-11-08'))
  await rounds()
  expect(await told(shop)).toEqual([
    [order.code, 'proof', '2026-11-05', true],
    [order.code, 'update', at('16:00', '2026-11-09'), false],
  ])
})

test('an order may owe two things at once', async () => {
  const { shop, order } = await buildOwing(at('12:00', '2026-11-04'))
  itIs(at('09:00', '2026-11-04'))
  await rounds()
  expect(await told(shop)).toEqual([
    [order.code, 'reply', at('12:00', '2026-11-04'), false],
    [order.code, 'proof', '2026-11-05', false],
  ])
})

test('what was read is each member’s own, and another date is another alert', async () => {
  const { shop, order } = await buildOwing()
  const { visitor } = await buildMember(shop, 'manager')
  itIs(at('11:00'))
  await rounds()
  const { alerts } = await listOf(shop)
  const read = await shop.owner.do<AlertListDto>('PUT', `${shop.path}/alerts/read`, { ids: alerts.map(({ id }) => id) })
  expect([read.unread, read.alerts[0]?.isRead]).toEqual([0, true])
  expect((await listOf(shop, visitor)).unread).toBe(1)
  // Somebody else's alert is not theirs to read.
  await visitor.do('PUT', `${shop.path}/alerts/read`, { ids: alerts.map(({ id }) => id) })
  expect((await listOf(shop, visitor)).unread).toBe(1)
  await owe(shop, order, 'reply', at('14:00'))
  await rounds()
  expect(await listOf(shop)).toMatchObject({ unread: 1, alerts: [{ due: { at: at('14:00') }, isRead: false }] })
})

test('what is over is forgotten after a month; what still holds is not told anew', async () => {
  const { shop, order } = await buildOwing()
  const over = await buildOrder(shop)
  await owe(shop, over, 'reply', at('14:50'))
  itIs(at('11:00'))
  await rounds()
  const all = (await listOf(shop)).alerts
  await shop.owner.do('PUT', `${shop.path}/alerts/read`, { ids: all.map(({ id }) => id) })
  await owe(shop, over, 'reply', null)
  await shop.owner.do('POST', `${shop.path}/orders/${over.code}/cancellation`, { reason: 'Changed their mind' })
  const shopId = await idOfShop(t, shop)
  const kept = async () => {
    const rows = await inTransaction(systemOf(shopId), ({ tx }) =>
      tx.execute<{ code: string }>(sql`select o.code from alerts a join orders o on o.id = a.order_id`),
    )
    return new Set(rows.map(({ code }) => code))
  }
  const sweepOn = async (day: string) => {
    itIs(at('11:01', day))
    await sweepAlerts(systemContext(t.platform), systemOf)
    return kept()
  }
  expect(await sweepOn('2026-12-02')).toEqual(new Set([order.code, over.code]))
  expect(await sweepOn('2026-12-03')).toEqual(new Set([order.code]))
  const { alerts } = await listOf(shop)
  expect(alerts.find(({ due }) => due.kind === 'reply')?.isRead).toBe(true)
})

test('rounds that meet each other tell and mail everything once', async () => {
  const { shop } = await buildOwing()
  await shop.owner.do('PUT', `${shop.path}/alerts/mail`, { beforeReply: true, digest: true })
  itIs(at('14:00'))
  await Promise.all(Array.from({ length: 6 }, rounds))
  await rounds()
  expect(await told(shop)).toHaveLength(1)
  const mine = () => post.letters.filter(({ to }) => to.includes(shop.me.email))
  await vi.waitFor(() => expect(mine()).toHaveLength(1), { timeout: 15_000, interval: 50 })
  await quiet()
  expect(mine().map(({ subject }) => subject)).toEqual(['Within the hour: a reply'])
  expect(mine()[0]?.text).toContain('Reply by Tue 3 Nov 14:50: Ruth Hartley')
  expect(mine()[0]?.text).toContain(`/s/${shop.code}/orders/`)
  const shopId = await idOfShop(t, shop)
  const [events] = await inTransaction(systemOf(shopId), ({ tx }) =>
    tx.execute<{ n: number }>(sql`select count(*)::int as n from audit_events where type = 'alert.raised'`),
  )
  expect(events?.n).toBe(1)
})

test('the morning’s mail comes once each working day, in the shop’s own morning, and tells what is due before the next', async () => {
  const { shop, order } = await buildOwing(at('10:00', '2026-11-08'))
  await shop.owner.do('PATCH', shop.path, { timezone: 'America/New_York' })
  await shop.owner.do('PUT', `${shop.path}/alerts/mail`, { digest: true })
  const mine = () => post.letters.filter(({ to }) => to.includes(shop.me.email))
  // Eight in London is three in New York.
  itIs(at('08:00', '2026-11-06'))
  await rounds()
  await quiet()
  expect(mine()).toHaveLength(0)
  itIs(at('13:00', '2026-11-06'))
  await Promise.all([rounds(), rounds(), rounds()])
  await rounds()
  await vi.waitFor(() => expect(mine()).toHaveLength(1), { timeout: 15_000, interval: 50 })
  expect(mine()[0]).toMatchObject({ subject: 'Due today: 2 things' })
  expect(mine()[0]?.text).toContain('Proof late since Thu 5 Nov')
  expect(mine()[0]?.text).toContain('Reply by Sun 8 Nov 05:00')
  expect(mine()[0]?.text).toContain(`/s/${shop.code}/orders/${order.code}`)
  // A weekend: nothing, though it is late by now.
  itIs(at('13:00', '2026-11-08'))
  await rounds()
  await quiet()
  expect(mine()).toHaveLength(1)
})

test('nothing goes by mail that nobody asked for', async () => {
  const { shop } = await buildOwing()
  expect((await listOf(shop)).mail).toEqual({ available: true, digest: false, beforeReply: false })
  itIs(at('08:30'))
  await rounds()
  itIs(at('14:10'))
  await rounds()
  await quiet()
  expect(post.letters.filter(({ to }) => to.includes(shop.me.email))).toEqual([])
})

test('an open screen hears of it', async () => {
  const { shop } = await buildOwing()
  const shopId = await idOfShop(t, shop)
  const heard: StreamEventDto[] = []
  const leave = await t.platform.stream.subscribe({ shopId, orderId: null, send: (event) => heard.push(event) }, null)
  itIs(at('11:00'))
  await rounds()
  await vi.waitFor(() => expect(heard.map(({ type }) => type)).toContain('alert.raised'), { timeout: 10_000 })
  leave()
})

/** Every job there was is over. */
const quiet = () =>
  vi.waitFor(
    async () => {
      const [row] = await t.database.sql`select count(*)::int as n from pgboss.job where state < 'completed'`
      expect(row?.n).toBe(0)
    },
    { timeout: 20_000, interval: 50 },
  )
