import type { OrderDto, OrderListDto, QueueDto, TimelineDto } from '@proofroom/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  approve,
  buildGuest,
  buildMember,
  buildOrder,
  buildProof,
  buildShop,
  type Shop,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'

let t: TestApp
let shop: Shop
beforeAll(async () => {
  t = await startTestApp()
  shop = await buildShop(t)
})
afterAll(() => t.stop())

const get = (order: OrderDto) => shop.owner.do<OrderDto>('GET', `${shop.path}/orders/${order.code}`)
const patch = (order: OrderDto, json: unknown) =>
  shop.owner.do<OrderDto>('PATCH', `${shop.path}/orders/${order.code}`, json)
const search = async (q: string, more = '') =>
  (await shop.owner.do<OrderListDto>('GET', `${shop.path}/orders?q=${encodeURIComponent(q)}${more}`)).orders.map(
    ({ label }) => label,
  )

describe('an order', () => {
  test('is the shop’s move from the start, and has the next number', async () => {
    const [one, two] = [await buildOrder(shop), await buildOrder(shop)]
    expect(Number(two.label)).toBe(Number(one.label) + 1)
    expect(one.move).toMatchObject({ mover: 'shop', reason: 'send_first_proof', since: one.createdAt })
    expect(await get(one)).toEqual(one)
  })

  test('takes a number given by hand, once, and counts on past it', async () => {
    const { label } = await buildOrder(shop)
    const next = String(Number(label) + 1)
    await buildOrder(shop, { label: next })
    await expect(buildOrder(shop, { label: next })).rejects.toThrow('order.label_taken')
    expect((await buildOrder(shop)).label).toBe(String(Number(label) + 2))
  })

  test('created many times at once gets as many numbers', async () => {
    const labels = (await Promise.all(Array.from({ length: 8 }, () => buildOrder(shop)))).map(({ label }) => label)
    expect(new Set(labels).size).toBe(8)
  })

  test('keeps its items’ ids when they are changed', async () => {
    const order = await buildOrder(shop)
    const items = [{ title: 'Oak board', personalization: [{ name: 'Name', value: 'Ada' }] }, { title: 'Box' }]
    const changed = await patch(order, { items, dueOn: '2026-12-24' })
    expect(changed).toMatchObject({ title: 'Oak board and 1 more', dueOn: '2026-12-24' })
    expect(changed.items[0]).toMatchObject({
      id: order.items[0]?.id,
      personalization: [{ name: 'Name', value: 'Ada' }],
    })
    expect((await patch(order, { items: [items[0]] })).items.map(({ id }) => id)).toEqual([order.items[0]?.id])
  })

  test('is not created from what does not fit, and says where', async () => {
    const told = await shop.owner.refused('POST', `${shop.path}/orders`, {
      customer: { name: '' },
      items: [],
      dueOn: 'soon',
    })
    expect(told).toMatchObject({ status: 422, code: 'input' })
    expect(told.fields).toEqual({
      'customer.name': 'Who is it for?',
      items: 'What did they buy?',
      dueOn: 'Please give a date like 2026-12-01.',
    })
  })

  test('with a character nobody can store is told so', async () => {
    const told = await shop.owner.refused('POST', `${shop.path}/orders`, {
      customer: { name: 'Ru\u0000th' },
      items: [{ title: 'Board' }],
    })
    expect(told).toMatchObject({ status: 422, code: 'input' })
  })
})

describe('the list', () => {
  test('finds an order by number, title, customer and personalization, all words at once, nothing by wildcards', async () => {
    const { label } = await buildOrder(shop, {
      customer: { name: 'Zoë Blüm' },
      items: [{ title: 'Cherry 50% sign', quantity: 1, personalization: [{ name: 'Line', value: 'Est. 1987' }] }],
    })
    for (const q of [label, 'blüm', 'cherry', '1987', 'zoë 1987', '50%']) expect(await search(q), q).toContain(label)
    for (const q of ['zoë 1988', '_lüm', '\\', '%']) expect(await search(q), q).not.toContain(label)
  })

  test('goes on page by page', async () => {
    const small = await buildShop(t)
    for (let i = 0; i < 51; i++) await buildOrder(small)
    const first = await small.owner.do<OrderListDto>('GET', `${small.path}/orders`)
    expect([first.orders.length, first.total]).toEqual([50, 51])
    const rest = await small.owner.do<OrderListDto>('GET', `${small.path}/orders?after=${first.next}`)
    expect([rest.orders.length, rest.next]).toEqual([1, null])
  })
})

describe('making', () => {
  test('is refused before the sign-off with the reason, and open after, once', async () => {
    const own = await buildShop(t)
    const proof = await buildProof(own)
    const at = `${own.path}/orders/${proof.order.code}`
    const maker = (await buildMember(own, 'maker')).visitor
    const before = await maker.refused('POST', `${at}/making`)
    expect(before).toMatchObject({
      status: 409,
      code: 'making.unsigned',
      message: 'Proof 1 isn’t signed yet. Making starts once the customer has signed it.',
    })
    expect((await own.owner.do<OrderDto>('GET', at)).can.startMaking).toEqual({
      allowed: false,
      reason: before.message,
    })
    await approve(await buildGuest(proof), proof)
    const queue = await own.owner.do<QueueDto>('GET', `${own.path}/queue`)
    expect(queue.yours.map(({ move }) => move.reason)).toEqual(['start_making'])
    const started = await maker.do<OrderDto>('POST', `${at}/making`)
    expect(started.move).toMatchObject({ reason: 'finish_making', phase: 'in_production' })
    expect(await maker.refused('POST', `${at}/making`)).toMatchObject({ status: 409, code: 'making.started' })
    expect((await own.owner.do<QueueDto>('GET', `${own.path}/queue`)).making).toHaveLength(1)
  })
})

test('the timeline tells it all, newest first, by name', async () => {
  const proof = await buildProof(shop)
  const guest = await buildGuest(proof)
  await guest.visitor.do('POST', `${guest.path}/versions/${proof.versionId}/viewed`)
  await guest.visitor.do('PUT', `${guest.path}/name`, { name: 'Ruth' })
  await guest.visitor.do('POST', `${guest.path}/versions/${proof.versionId}/changes`, { marks: [], message: 'Bigger' })
  const { entries } = await shop.owner.do<TimelineDto>('GET', `${shop.path}/orders/${proof.order.code}/timeline`)
  expect(entries.map(({ kind, actor }) => [kind, actor.name])).toEqual([
    ['proof.changes_requested', 'Ruth'],
    ['proof.viewed', 'Ruth'],
    ['proof.sent', 'Maya Lindqvist'],
    ['order.created', 'Maya Lindqvist'],
  ])
  expect(entries[0]?.requests).toEqual([{ number: 1, text: 'Bigger', state: 'open' }])
})
