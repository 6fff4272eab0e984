import type { CustomerPageDto, OrderDto, QueueDto, TimelineDto } from '@proofroom/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  approvalOf,
  buildDraft,
  buildGuest,
  buildMember,
  buildOrder,
  buildProof,
  buildShop,
  buildSigned,
  type Shop,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'
import { boardOf } from './testing.ts'

let t: TestApp
let shop: Shop
beforeAll(async () => {
  t = await startTestApp()
  shop = await buildShop(t)
})
afterAll(() => t.stop())

type Of = Pick<OrderDto, 'code'>
const at = (order: Of, act = '') => `${shop.path}/orders/${order.code}${act}`
const act = (order: Of, method: string, name: string, json?: unknown) =>
  shop.owner.do<OrderDto>(method, at(order, `/${name}`), json)
const refused = (order: Of, method: string, name: string, json?: unknown) =>
  shop.owner.refused(method, at(order, `/${name}`), json)
const timeline = async (order: Of) => (await shop.owner.do<TimelineDto>('GET', at(order, '/timeline'))).entries
const began = Date.now()
const soon = (hours: number) => new Date(began + hours * 3_600_000).toISOString()

async function ship(order: Of): Promise<void> {
  await act(order, 'POST', 'making')
  const board = await boardOf(shop)
  const cards = board.cards.filter((card) => card.order.code === order.code)
  await shop.owner.do('POST', `${shop.path}/board/moves`, {
    cards: cards.map(({ id, version }) => ({ id, version })),
    to: 'ready',
  })
  await shop.owner.do('PUT', at(order, '/shipment'), { carrier: 'DHL' })
}

describe('on hold', () => {
  test('it is nobody’s move, nothing of it starts, and off hold it goes on where it was', async () => {
    const { order, guest } = await buildSigned(shop)
    const held = await act(order, 'PUT', 'hold', { reason: ' Waits for brass ' })
    expect(held).toMatchObject({ held: { reason: 'Waits for brass' }, move: { mover: 'nobody', reason: 'held' } })
    expect(held.can.startMaking.allowed).toBe(false)
    expect(await refused(order, 'POST', 'making')).toMatchObject({ status: 409, code: 'order.held' })
    const page = await guest.visitor.do<CustomerPageDto>('GET', guest.path)
    expect(page.order.isHeld).toBe(true)
    expect(JSON.stringify(page), 'why is the shop’s own affair').not.toContain('brass')
    const queue = await shop.owner.do<QueueDto>('GET', `${shop.path}/queue`)
    expect(queue.held.map(({ code }) => code)).toContain(order.code)
    const again = await act(order, 'PUT', 'hold', { reason: 'Waits for walnut' })
    expect(again.held).toEqual({ at: held.held?.at, reason: 'Waits for walnut' })
    const off = await act(order, 'DELETE', 'hold')
    expect(off).toMatchObject({ held: null, move: { reason: 'start_making' } })
    expect(await refused(order, 'DELETE', 'hold')).toMatchObject({ status: 409, code: 'order.not_held' })
    expect((await timeline(order)).slice(0, 3).map(({ kind, message }) => [kind, message])).toEqual([
      ['order.taken_off_hold', null],
      ['order.held', 'Waits for walnut'],
      ['order.held', null],
    ])
  })

  test('held and started in the same moment: one of both is told no, or it is held while being made', async () => {
    const { order } = await buildSigned(shop)
    const [held, started] = await Promise.all([
      shop.owner.ask('PUT', at(order, '/hold'), { json: { reason: 'Wait' } }),
      shop.owner.ask('POST', at(order, '/making')),
    ])
    expect(held.status).toBe(200)
    const now = await shop.owner.do<OrderDto>('GET', at(order))
    expect(now.held).not.toBeNull()
    expect(now.makingSince !== null).toBe(started.status === 200)
    expect([200, 409]).toContain(started.status)
  })

  test('needs a reason, and somebody who runs the shop', async () => {
    const order = await buildOrder(shop)
    expect((await refused(order, 'PUT', 'hold', { reason: '  ' })).fields).toEqual({ reason: 'What does it wait for?' })
    const maker = (await buildMember(shop, 'maker')).visitor
    expect(await maker.refused('PUT', at(order, '/hold'), { reason: 'x' })).toMatchObject({ status: 403 })
    const seen = await maker.do<OrderDto>('GET', at(order))
    for (const can of [seen.can.hold, seen.can.cancel, seen.can.mark, seen.can.edit])
      expect(can).toEqual({ allowed: false, reason: expect.stringMatching(/^The owner or a manager /) })
  })
})

describe('cancelled', () => {
  test('it is over for the shop, and its customer’s link says so; nothing is decided any more', async () => {
    const proof = await buildProof(shop)
    const guest = await buildGuest(proof)
    const cancelled = await act(proof.order, 'POST', 'cancellation', { reason: 'They asked for it' })
    expect(cancelled).toMatchObject({
      cancelled: { reason: 'They asked for it' },
      move: { mover: 'nobody', reason: 'cancelled', phase: 'cancelled' },
      dues: [],
    })
    for (const can of [cancelled.can.cancel, cancelled.can.hold, cancelled.can.send])
      expect(can).toEqual({ allowed: false, reason: 'This order was cancelled.' })
    const page = await guest.visitor.do<CustomerPageDto>('GET', guest.path)
    expect(page.order.move.phase).toBe('cancelled')
    expect(JSON.stringify(page)).not.toContain('They asked for it')
    const path = `${guest.path}/versions/${proof.versionId}`
    expect(await guest.visitor.refused('POST', `${path}/approval`, approvalOf(proof))).toMatchObject({
      status: 409,
      code: 'order.cancelled',
    })
    expect(await guest.visitor.refused('POST', `${path}/changes`, { marks: [], message: 'x' })).toMatchObject({
      code: 'order.cancelled',
    })
    expect((await timeline(proof.order))[0]).toMatchObject({ kind: 'order.cancelled', message: 'They asked for it' })
  })

  test('for good: nothing is sent, held, promised or made', async () => {
    const { order } = await buildSigned(shop)
    await act(order, 'POST', 'cancellation', { reason: 'Twice the same' })
    const conflict = { status: 409, code: 'order.cancelled' }
    expect(await refused(order, 'POST', 'cancellation', { reason: 'x' })).toMatchObject(conflict)
    expect(await refused(order, 'PUT', 'hold', { reason: 'x' })).toMatchObject(conflict)
    expect(await refused(order, 'PUT', 'reply', { at: soon(2) })).toMatchObject(conflict)
    expect(await refused(order, 'PUT', 'promise', { at: soon(2), text: 'x' })).toMatchObject(conflict)
    expect(await refused(order, 'POST', 'making')).toMatchObject(conflict)
    const draft = await buildDraft(shop, order)
    expect(await shop.owner.refused('POST', `${draft.path}/versions/${draft.versionId}/send`, {})).toMatchObject(
      conflict,
    )
  })

  test('not once it was shipped', async () => {
    const { order } = await buildSigned(shop)
    await ship(order)
    expect(await refused(order, 'POST', 'cancellation', { reason: 'x' })).toMatchObject({
      status: 409,
      code: 'order.shipped',
      message: 'It was shipped already. Take the shipment back first, if it comes back.',
    })
    expect(await refused(order, 'PUT', 'hold', { reason: 'x' })).toMatchObject({ code: 'order.shipped' })
  })

  test('signed and cancelled in the same moment: cancelled in any case, signed only before', async () => {
    const proof = await buildProof(shop)
    const guest = await buildGuest(proof)
    const [cancelled, signed] = await Promise.all([
      shop.owner.ask('POST', at(proof.order, '/cancellation'), { json: { reason: 'x' } }),
      guest.visitor.ask('POST', `${guest.path}/versions/${proof.versionId}/approval`, { json: approvalOf(proof) }),
    ])
    expect(cancelled.status).toBe(200)
    expect([200, 409]).toContain(signed.status)
    expect((await shop.owner.do<OrderDto>('GET', at(proof.order))).move.phase).toBe('cancelled')
  })
})

test('duplicated: the same customer, the same things, a new day; no proof, nothing signed', async () => {
  const { order } = await buildSigned(shop, { dueOn: '2026-12-01' })
  const copy = await act(order, 'POST', 'duplicate', { dueOn: '2027-12-01' })
  const what = ({ items }: OrderDto) =>
    items.map(({ title, quantity, personalization }) => ({ title, quantity, personalization }))
  expect(what(copy)).toEqual(what(await shop.owner.do<OrderDto>('GET', at(order))))
  expect(copy).toMatchObject({
    customer: { id: order.customer.id },
    dueOn: '2027-12-01',
    proofs: [],
    move: { reason: 'send_first_proof' },
  })
  expect(copy.label).not.toBe(order.label)
  expect(copy.items[0]?.id).not.toBe(order.items[0]?.id)
  expect((await timeline(copy))[0]).toMatchObject({
    kind: 'order.created',
    order: { code: order.code, label: order.label },
  })
  expect((await timeline(order))[0]).toMatchObject({ kind: 'order.duplicated', order: { code: copy.code } })
})

test('duplicated without a product that was put away since', async () => {
  const { workflows } = await shop.owner.do<{ workflows: { id: string }[] }>('GET', `${shop.path}/workshop`)
  const made = await shop.owner.do<{ products: { id: string }[] }>('POST', `${shop.path}/products`, {
    name: 'Boards',
    workflowId: workflows[0]?.id,
  })
  const productId = made.products[0]?.id as string
  const order = await buildOrder(shop, { items: [{ title: 'Board', quantity: 1, personalization: [], productId }] })
  expect((await act(order, 'POST', 'duplicate', {})).items[0]?.productId).toBe(productId)
  await shop.owner.do('DELETE', `${shop.path}/products/${productId}`)
  expect((await act(order, 'POST', 'duplicate', {})).items[0]?.productId).toBeNull()
})

describe('marked', () => {
  test('with tags, each once whatever its letters, rush and gift', async () => {
    const order = await buildOrder(shop)
    const tags = [' Wedding ', 'wedding', 'Étsy', 'étsy']
    const marked = await act(order, 'PATCH', 'marks', { tags, priority: 'rush', gift: { note: 'For Ana' } })
    expect(marked).toMatchObject({ tags: ['Wedding', 'Étsy'], priority: 'rush', gift: { note: 'For Ana' } })
    const back = await act(order, 'PATCH', 'marks', { gift: null, priority: 'normal' })
    expect(back).toMatchObject({ tags: ['Wedding', 'Étsy'], priority: 'normal', gift: null })
    await act(order, 'PATCH', 'marks', { priority: 'normal' })
    expect((await timeline(order)).map(({ kind, fields }) => [kind, fields])).toEqual([
      ['order.marked', ['priority', 'isGift', 'giftNote']],
      ['order.marked', ['tags', 'priority', 'isGift', 'giftNote']],
      ['order.created', []],
    ])
  })

  test('with no more than twenty tags', async () => {
    const order = await buildOrder(shop)
    const tags = Array.from({ length: 21 }, (_, i) => `tag ${i}`)
    expect((await refused(order, 'PATCH', 'marks', { tags })).fields).toEqual({ tags: 'Please use at most 20 tags.' })
  })

  test('with the shop’s own number, which no other order has', async () => {
    const [one, two] = [await buildOrder(shop), await buildOrder(shop)]
    expect((await act(one, 'PATCH', 'marks', { label: 'W-2026/7' })).label).toBe('W-2026/7')
    expect(await refused(two, 'PATCH', 'marks', { label: 'W-2026/7', priority: 'rush' })).toMatchObject({
      status: 409,
      code: 'order.label_taken',
      message: 'There is an order W-2026/7 already. Give this one another number.',
    })
    expect(await shop.owner.do<OrderDto>('GET', at(two))).toMatchObject({ label: two.label, priority: 'normal' })
  })

  test('by two at once with one number: one of them', async () => {
    const both = [await buildOrder(shop), await buildOrder(shop)]
    const answers = await Promise.all(
      both.map((order) => shop.owner.ask('PATCH', at(order, '/marks'), { json: { label: 'W-8' } })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('owed by an hour', () => {
  test('a reply comes before everything else, until it is there', async () => {
    const order = await buildOrder(shop)
    const owed = await act(order, 'PUT', 'reply', { at: soon(20) })
    expect(owed).toMatchObject({ reply: { at: soon(20) }, move: { mover: 'shop', reason: 'reply' } })
    expect(owed.dues[0]).toMatchObject({ kind: 'reply', at: soon(20), late: false })
    const later = await act(order, 'PUT', 'reply', { at: soon(30) })
    expect(later.reply).toEqual({ since: owed.reply?.since, at: soon(30) })
    const done = await act(order, 'DELETE', 'reply')
    expect(done).toMatchObject({ reply: null, move: { reason: 'send_first_proof' } })
    expect(await refused(order, 'DELETE', 'reply')).toMatchObject({ status: 409, code: 'reply.none' })
    expect((await timeline(order)).map(({ kind, until }) => [kind, until])).toEqual([
      ['reply.sent', null],
      ['reply.due', soon(30)],
      ['reply.due', soon(20)],
      ['order.created', null],
    ])
  })

  test('a promised update is the shop’s move once it falls due', async () => {
    const order = await buildOrder(shop)
    const promised = await act(order, 'PUT', 'promise', { at: soon(30), text: 'A picture of the oiled board' })
    expect(promised).toMatchObject({
      promise: { at: soon(30), text: 'A picture of the oiled board' },
      move: { reason: 'send_first_proof' },
    })
    expect((await act(order, 'PUT', 'promise', { at: soon(3), text: 'A picture' })).move.reason).toBe('send_update')
    expect((await timeline(order))[0]).toMatchObject({ kind: 'update.promised', message: 'A picture', until: soon(3) })
    expect(await act(order, 'DELETE', 'promise')).toMatchObject({ promise: null, move: { reason: 'send_first_proof' } })
    expect(await refused(order, 'DELETE', 'promise')).toMatchObject({ status: 409, code: 'update.none' })
  })

  test('not by an hour that is over', async () => {
    const order = await buildOrder(shop)
    for (const [name, json] of [
      ['reply', { at: soon(-1) }],
      ['promise', { at: soon(-1), text: 'x' }],
    ] as const)
      expect(await refused(order, 'PUT', name, json)).toMatchObject({
        status: 422,
        fields: { at: 'This moment is over already. Choose one that is still to come.' },
      })
  })
})
