import type {
  CardDto,
  CustomerPageDto,
  OrderDto,
  OrderProductionDto,
  StreamEventDto,
  TimelineDto,
} from '@proofroom/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  buildMember,
  buildNextVersion,
  buildShop,
  buildSigned,
  type Guest,
  idIn,
  idOfShop,
  type Shop,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'
import { boardOf, cardOf, changeStage, move, stageOf } from './testing.ts'

let t: TestApp
let shop: Shop
beforeAll(async () => {
  t = await startTestApp()
  shop = await buildShop(t)
})
afterAll(() => t.stop())

type Of = { order: Pick<OrderDto, 'code'> }
const at = ({ order }: Of) => `${shop.path}/orders/${order.code}`
const ship = (of: Of, json: unknown = { carrier: 'DHL', tracking: 'JD0001' }) =>
  shop.owner.do<OrderProductionDto>('PUT', `${at(of)}/shipment`, json)
const productionOf = (of: Of) => shop.owner.do<OrderProductionDto>('GET', `${at(of)}/production`)
const moveOf = async (of: Of) => (await shop.owner.do<OrderDto>('GET', at(of))).move

/** Signed, and ready. */
async function buildReady(given: Parameters<typeof buildSigned>[1] = {}) {
  const signed = await buildSigned(shop, given)
  const { cards } = await productionOf(signed)
  await move(shop, cards, 'ready')
  return signed
}

describe('a parcel', () => {
  test('leaves once everything in it is ready, and its order with it', async () => {
    const items = ['Board', 'Box'].map((title) => ({ title, quantity: 1, personalization: [] }))
    const signed = await buildSigned(shop, { items })
    const [board, box] = (await productionOf(signed)).cards as [CardDto, CardDto]
    await move(shop, [board], 'packed')
    const before = await productionOf(signed)
    expect(before.can.ship).toEqual({
      allowed: false,
      reason: 'It ships once everything in it is ready: 1 of 2 still to come.',
    })
    const told = await shop.owner.refused('PUT', `${at(signed)}/shipment`, { carrier: 'DHL' })
    expect(told).toMatchObject({
      status: 409,
      code: 'move.not_ready',
      message: 'Box isn’t ready yet. It ships once it is.',
    })
    expect(await productionOf(signed), 'nothing half-done').toEqual(before)

    await move(shop, [box], 'ready')
    const maker = (await buildMember(shop, 'maker')).visitor
    const json = { carrier: 'DHL', tracking: 'JD0001', url: 'https://dhl.example/JD0001' }
    const sent = await maker.do<OrderProductionDto>('PUT', `${at(signed)}/shipment`, json)
    expect(sent).toMatchObject({ shipment: { ...json, deliveredAt: null }, can: { deliver: { allowed: true } } })
    expect(sent.cards.map(({ place }) => place)).toEqual(['shipped', 'shipped'])
    expect(await moveOf(signed)).toMatchObject({ mover: 'carrier', reason: 'deliver', phase: 'shipped' })
    expect((await boardOf(shop)).cards.map(({ order }) => order.code)).not.toContain(signed.order.code)
  })

  test('may be corrected, and is delivered once', async () => {
    const signed = await buildReady()
    await ship(signed)
    const corrected = await ship(signed, { carrier: 'Royal Mail' })
    expect(corrected.shipment).toMatchObject({ carrier: 'Royal Mail', tracking: null })
    const delivered = await shop.owner.do<OrderProductionDto>('POST', `${at(signed)}/delivery`)
    expect(delivered.shipment?.deliveredAt).not.toBeNull()
    expect(await moveOf(signed)).toMatchObject({ mover: 'nobody', reason: 'closed', phase: 'delivered' })
    const again = await shop.owner.refused('POST', `${at(signed)}/delivery`)
    expect(again).toMatchObject({ status: 409, code: 'order.delivered' })
    const { entries } = await shop.owner.do<TimelineDto>('GET', `${at(signed)}/timeline`)
    expect(entries.map(({ kind }) => kind).slice(0, 4)).toEqual([
      'order.delivered',
      'shipment.changed',
      'order.shipped',
      'making.started',
    ])
  })

  test('shipped by mistake is taken back: its items are packed again', async () => {
    const signed = await buildReady()
    await ship(signed)
    const maker = (await buildMember(shop, 'maker')).visitor
    expect((await maker.refused('DELETE', `${at(signed)}/shipment`)).status).toBe(403)
    const back = await shop.owner.do<OrderProductionDto>('DELETE', `${at(signed)}/shipment`)
    expect(back).toMatchObject({ shipment: null, cards: [{ place: 'packed' }] })
    expect(await moveOf(signed)).toMatchObject({ reason: 'ship', phase: 'ready' })
    const told = await shop.owner.refused('DELETE', `${at(signed)}/shipment`)
    expect(told).toMatchObject({ status: 409, code: 'move.not_ready' })
    expect((await ship(signed)).cards).toMatchObject([{ place: 'shipped' }])
  })

  test('does not leave while a newer proof waits for its signature', async () => {
    const signed = await buildReady()
    await buildNextVersion(signed)
    const told = await shop.owner.refused('PUT', `${at(signed)}/shipment`, { carrier: 'DHL' })
    expect(told).toMatchObject({ status: 409, code: 'move.unsigned' })
  })

  test('without a carrier, or with an address that is none, is told field by field', async () => {
    const signed = await buildReady()
    const told = await shop.owner.refused('PUT', `${at(signed)}/shipment`, { carrier: ' ', url: 'javascript:alert(1)' })
    expect(told).toMatchObject({
      status: 422,
      fields: { carrier: 'Who carries it?', url: 'Please give an address that begins with https://' },
    })
  })

  test('shipped twice at once is one parcel', async () => {
    const signed = await buildReady()
    await Promise.all([ship(signed), ship(signed, { carrier: 'Royal Mail' })])
    const n = await idIn(
      t,
      { shopId: await idOfShop(t, shop) },
      sql`select count(*)::int as id from shipments
      where order_id = (select id from orders where code = ${signed.order.code})`,
    )
    expect(n).toBe(1)
  })
})

describe('the customer’s page', () => {
  const page = ({ visitor, path }: Guest) => visitor.do<CustomerPageDto>('GET', path)
  const stepsOf = async (guest: Guest) =>
    (await page(guest)).order.progress.items[0]?.steps.map(({ key, words, state }) => [words ?? key, state])

  test('follows the making in the shop’s words, and hears of every step', async () => {
    await changeStage(shop, 'Finishing', { customerWords: null, dueOffsetDays: 2 })
    await changeStage(shop, 'Making', { customerWords: 'Engraved by hand', dueOffsetDays: 3 })
    const signed = await buildSigned(shop, { dueOn: '2030-03-15' })
    const { guest } = signed
    expect(await stepsOf(guest)).toEqual([
      ['Engraved by hand', 'next'],
      ['ready', 'next'],
      ['shipped', 'next'],
      ['delivered', 'next'],
    ])
    const [first] = (await page(guest)).order.progress.items[0]?.steps ?? []
    expect(first, 'three working days before the promise').toMatchObject({ by: '2030-03-12', at: null })

    const heard: StreamEventDto[] = []
    const send = (event: StreamEventDto) => void heard.push(event)
    const shopId = await idOfShop(t, shop)
    const orderId = await idIn(t, { shopId }, sql`select id from orders where code = ${signed.order.code}`)
    const leave = await t.platform.stream.subscribe({ shopId, orderId, send }, null)
    await move(shop, [await cardOf(shop, signed.order)], await stageOf(shop, 'Making'))
    expect((await stepsOf(guest))?.[0]).toEqual(['Engraved by hand', 'now'])
    await move(shop, [await cardOf(shop, signed.order)], await stageOf(shop, 'Finishing'))
    expect((await stepsOf(guest))?.[0], 'what is hidden is not told').toEqual(['Engraved by hand', 'now'])
    await move(shop, [await cardOf(shop, signed.order)], 'packed')
    expect((await stepsOf(guest))?.slice(0, 2)).toEqual([
      ['Engraved by hand', 'past'],
      ['ready', 'now'],
    ])
    await vi.waitFor(() =>
      expect(heard.map(({ type }) => type)).toEqual(['making.started', 'item.moved', 'item.moved']),
    )
    leave()
    await ship(signed, { carrier: 'DHL', tracking: 'JD0001', url: 'https://dhl.example/JD0001' })
    const { progress, move: now } = (await page(guest)).order
    expect(progress.shipment).toMatchObject({ carrier: 'DHL', tracking: 'JD0001', url: 'https://dhl.example/JD0001' })
    expect(now.phase).toBe('shipped')
  })

  test('says nothing of who works there, of why, or of other orders', async () => {
    const tom = (await buildMember(shop, 'maker')).memberId
    await changeStage(shop, 'Making', { assigneeId: tom })
    const signed = await buildSigned(shop)
    await buildNextVersion(signed)
    await move(shop, [await cardOf(shop, signed.order)], await stageOf(shop, 'Making'), { reason: 'Wombat said so' })
    const { order } = await page(signed.guest)
    expect(order.progress.items).toHaveLength(1)
    expect(JSON.stringify(order.progress)).not.toMatch(new RegExp(`${tom}|Wombat|Finishing`))
  })
})
