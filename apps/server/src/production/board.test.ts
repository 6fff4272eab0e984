import type { CardDto, OrderProductionDto } from '@proofroom/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildMember,
  buildOrder,
  buildProof,
  buildShop,
  buildSigned,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'
import { boardOf, buildReviewed, cardOf, changeStage, move, reviewOurselves, stageOf } from './testing.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

const names = ({ cards }: { cards: CardDto[] }) => cards.map((card) => card.customerName)

test('a new shop has a board with no settings touched', async () => {
  const shop = await buildShop(t)
  const { columns, stages, workflows, cards, can } = await boardOf(shop)
  expect(stages.map(({ name, customerWords }) => [name, customerWords])).toEqual([
    ['Making', 'In the making'],
    ['Finishing', 'Finishing touches'],
  ])
  expect(columns.map(({ place }) => place)).toEqual(['to_start', ...stages.map(({ id }) => id), 'ready', 'packed'])
  expect(workflows).toMatchObject([{ gate: 'customer', isDefault: true, stageIds: stages.map(({ id }) => id) }])
  expect(cards).toEqual([])
  expect(can.move.allowed).toBe(true)
})

describe('a card', () => {
  test('is a line item, with what was asked for and where its proof stands', async () => {
    const shop = await buildShop(t)
    const order = await buildOrder(shop, {
      items: [
        { title: 'Walnut board', quantity: 2, personalization: [{ name: 'Wood', value: 'Walnut' }] },
        { title: 'Box', quantity: 1, personalization: [] },
      ],
      dueOn: '2026-12-04',
    })
    const { cards } = await boardOf(shop)
    expect(cards).toHaveLength(2)
    expect(cards.find((card) => card.title === 'Walnut board')).toMatchObject({
      ...{ order: { code: order.code, label: order.label }, quantity: 2, place: 'to_start', version: 1 },
      lines: [{ name: 'Wood', value: 'Walnut' }],
      due: { day: '2026-12-04' },
      gate: { open: false, code: 'making.no_proof' },
      ...{ proof: null, thumb: null, assigneeId: null, held: null, minutes: 0 },
    })
    await buildProof(shop, order)
    expect(await cardOf(shop, order)).toMatchObject({
      gate: { open: false, code: 'making.unsigned' },
      proof: { number: 1, state: 'sent' },
    })
  })

  test('shows the picture that was signed', async () => {
    const shop = await buildShop(t)
    const signed = await buildSigned(shop)
    const card = await cardOf(shop, signed.order)
    expect(card).toMatchObject({ gate: { open: true }, proof: { state: 'signed' } })
    expect(card.thumb).toContain(signed.pageId)
    expect((await shop.owner.ask('GET', card.thumb as string)).status).toBe(200)
  })

  test('of an order that is shipped has left the board', async () => {
    const shop = await buildShop(t)
    await reviewOurselves(shop)
    const card = await buildReviewed(shop)
    await move(shop, [card], 'ready')
    await shop.owner.do('PUT', `${shop.path}/orders/${card.order.code}/shipment`, { carrier: 'DHL' })
    expect((await boardOf(shop)).cards).toEqual([])
    const { cards } = await shop.owner.do<OrderProductionDto>(
      'GET',
      `${shop.path}/orders/${card.order.code}/production`,
    )
    expect(cards).toMatchObject([{ id: card.id, place: 'shipped' }])
  })
})

test('rush comes first, then what is due soonest, and columns count what they hold', async () => {
  const shop = await buildShop(t)
  await reviewOurselves(shop)
  for (const [name, dueOn] of [
    ['Nobody', null],
    ['Later', '2026-12-09'],
    ['Sooner', '2026-12-02'],
  ] as const)
    await buildOrder(shop, { customer: { name }, dueOn })
  expect(names(await boardOf(shop))).toEqual(['Sooner', 'Later', 'Nobody'])
  const { columns } = await boardOf(shop)
  expect(columns.map(({ cards }) => cards)).toEqual([3, 0, 0, 0, 0])
})

test('minutes are the product’s, for every piece, and a stage may be limited by them', async () => {
  const shop = await buildShop(t)
  await reviewOurselves(shop)
  const { workflows } = await boardOf(shop)
  const workflowId = workflows[0]?.id
  const { products } = await shop.owner.do<{ products: { id: string }[] }>('POST', `${shop.path}/products`, {
    ...{ name: 'Coaster', workflowId, minutes: 15 },
  })
  const productId = products[0]?.id as string
  const four = { items: [{ title: '4 coasters', quantity: 4, personalization: [], productId }] }
  const cards = [await buildReviewed(shop, four), await buildReviewed(shop, four)]
  expect(cards).toMatchObject([
    { minutes: 60, product: { name: 'Coaster' } },
    { minutes: 60, product: { name: 'Coaster' } },
  ])
  await changeStage(shop, 'Making', { limit: { kind: 'minutes', count: 90 } })
  const making = await stageOf(shop, 'Making')
  const { moved, refused, columns } = await move(shop, cards, making)
  expect([moved.length, refused[0]?.code]).toEqual([1, 'move.limit'])
  expect(columns.find(({ place }) => place === making)).toEqual({ place: making, cards: 1, minutes: 60, isFull: false })
})

test('whoever looks on sees the board and what they may not do, with the reason', async () => {
  const shop = await buildShop(t)
  const { visitor } = await buildMember(shop, 'viewer')
  const { can } = await boardOf(shop, visitor)
  expect(can.move).toEqual({ allowed: false, reason: 'Whoever makes it moves it: ask the owner for that role.' })
  const maker = (await buildMember(shop, 'maker')).visitor
  expect((await boardOf(shop, maker)).can).toMatchObject({ move: { allowed: true }, override: { allowed: false } })
})
