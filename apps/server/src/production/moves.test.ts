import type { AssignResultDto, CardDto, OrderDto, QueueDto, StreamEventDto, TimelineDto } from '@proofroom/contract'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  buildMember,
  buildNextVersion,
  buildOrder,
  buildProof,
  buildShop,
  buildSigned,
  idOfShop,
  type Shop,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'
import { boardOf, buildReviewed, cardOf, changeStage, move, reviewOurselves, stageOf } from './testing.ts'

let t: TestApp
let shop: Shop
let making: string
let finishing: string
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

/** A shop that reviews for itself, so that cards are quickly there. */
async function openShop(): Promise<void> {
  shop = await buildShop(t)
  await reviewOurselves(shop)
  making = await stageOf(shop, 'Making')
  finishing = await stageOf(shop, 'Finishing')
}

const timeline = async ({ order }: Pick<CardDto, 'order'>) =>
  (await shop.owner.do<TimelineDto>('GET', `${shop.path}/orders/${order.code}/timeline`)).entries
const orderOf = ({ order }: Pick<CardDto, 'order'>) =>
  shop.owner.do<OrderDto>('GET', `${shop.path}/orders/${order.code}`)

describe('a move', () => {
  beforeAll(openShop)

  test('takes the card there, tells the order, and stands on the timeline', async () => {
    const maker = await buildMember(shop, 'maker')
    const card = await buildReviewed(shop)
    const { moved, refused, columns } = await move(shop, [card], making, { who: maker.visitor })
    expect(refused).toEqual([])
    expect(moved).toMatchObject([{ id: card.id, place: making, version: card.version + 1 }])
    expect(columns.find(({ place }) => place === making)?.cards).toBe(1)
    expect((await orderOf(card)).move).toMatchObject({ reason: 'finish_making', phase: 'in_production' })
    await move(shop, moved, 'ready')
    expect((await orderOf(card)).move).toMatchObject({ reason: 'ship', phase: 'ready' })
    expect((await timeline(card)).slice(0, 2)).toMatchObject([
      { kind: 'item.moved', card: { title: card.title, to: { place: 'ready', name: null } } },
      {
        kind: 'making.started',
        actor: { name: 'Tom the maker' },
        card: { from: { place: 'to_start' }, to: { place: making, name: 'Making' }, overrides: [] },
      },
    ])
  })

  test('and its opposite leave the order where it was', async () => {
    const card = await buildReviewed(shop)
    const before = (await orderOf(card)).move
    const { moved } = await move(shop, [card], making)
    await move(shop, moved, 'to_start')
    expect((await orderOf(card)).move).toEqual(before)
  })

  test('is heard by everybody in the shop', async () => {
    const card = await buildReviewed(shop)
    const heard: StreamEventDto[] = []
    const send = (event: StreamEventDto) => void heard.push(event)
    const leave = await t.platform.stream.subscribe({ shopId: await idOfShop(t, shop), orderId: null, send }, null)
    await move(shop, [card], making)
    await vi.waitFor(() =>
      expect(heard).toContainEqual(expect.objectContaining({ type: 'making.started', subjectId: card.id })),
    )
    leave()
  })

  test('to a place that is not there, or of a card that is not, is told card by card', async () => {
    const card = await buildReviewed(shop)
    const gone = { id: '0199a2b0-0000-7000-8000-000000000001', version: 1 }
    const other = await buildOrder(await buildShop(t))
    const theirs = { id: other.items[0]?.id as string, version: 1 }
    const { moved, refused } = await move(shop, [gone, theirs, card], making)
    expect(moved).toHaveLength(1)
    expect(refused).toMatchObject([
      { id: gone.id, code: 'card.gone', card: null },
      { id: theirs.id, code: 'card.gone', card: null },
    ])
    const nowhere = await move(shop, moved, 'attic')
    expect(nowhere.refused).toMatchObject([{ code: 'move.unknown', canOverride: false, card: { place: making } }])
  })

  test('into shipped is the order’s own page’s', async () => {
    const card = await buildReviewed(shop)
    const told = await shop.owner.refused('POST', `${shop.path}/board/moves`, {
      ...{ cards: [{ id: card.id, version: card.version }], to: 'shipped' },
    })
    expect(told).toMatchObject({ status: 422, code: 'move.whole_order' })
  })

  test('without a card, or with an override that says nothing, is told field by field', async () => {
    const told = await shop.owner.refused('POST', `${shop.path}/board/moves`, {
      ...{ cards: [], to: making, override: { reason: ' ' } },
    })
    expect(told.fields).toEqual({
      cards: 'Choose one card at least.',
      'override.reason': 'Say why, in a few words.',
    })
  })

  test('sent twice with one key is done once', async () => {
    const card = await buildReviewed(shop)
    const json = { cards: [{ id: card.id, version: card.version }], to: making }
    const send = () => shop.owner.do('POST', `${shop.path}/board/moves`, json, { 'idempotency-key': card.id })
    expect(await send()).toEqual(await send())
    expect(await cardOf(shop, card.order)).toMatchObject({ place: making, version: card.version + 1 })
  })
})

describe('the gate', () => {
  beforeAll(async () => {
    shop = await buildShop(t)
    making = await stageOf(shop, 'Making')
  })

  test('keeps an unsigned card out, with the reason, and springs it back as it is', async () => {
    const { order } = await buildProof(shop)
    const card = await cardOf(shop, order)
    const { moved, refused } = await move(shop, [card], making)
    expect(moved).toEqual([])
    expect(refused).toEqual([
      {
        id: card.id,
        code: 'move.unsigned',
        reason: 'Proof 1 isn’t signed yet. Making starts once the customer has signed it.',
        canOverride: true,
        card,
      },
    ])
  })

  test('opens with the signature', async () => {
    const { order } = await buildSigned(shop)
    expect((await move(shop, [await cardOf(shop, order)], making)).moved).toMatchObject([{ place: making }])
  })

  test('may be passed by who runs the shop, with a reason that is kept; by a maker not', async () => {
    const { order } = await buildProof(shop)
    const card = await cardOf(shop, order)
    const maker = (await buildMember(shop, 'maker')).visitor
    expect((await move(shop, [card], making, { who: maker })).refused).toMatchObject([{ canOverride: false }])
    const json = { cards: [{ id: card.id, version: card.version }], to: making, override: { reason: 'She rang' } }
    expect(await maker.refused('POST', `${shop.path}/board/moves`, json)).toMatchObject({ status: 403 })

    const reason = 'She said yes on the phone'
    const { moved } = await move(shop, [card], making, { reason })
    expect(moved).toMatchObject([{ place: making, isOverridden: true, gate: { open: false } }])
    expect((await timeline(card))[0]).toMatchObject({
      kind: 'making.started',
      message: reason,
      card: { overrides: ['move.unsigned'] },
    })
    expect((await move(shop, moved, 'ready')).moved, 'and on from there').toHaveLength(1)
  })

  test('closes again behind a card when a newer proof goes out', async () => {
    const signed = await buildSigned(shop)
    const { moved } = await move(shop, [await cardOf(shop, signed.order)], making)
    await buildNextVersion(signed)
    const card = await cardOf(shop, signed.order)
    expect(card).toMatchObject({ place: making, gate: { open: false }, proof: { number: 2, state: 'sent' } })
    expect((await move(shop, moved, 'ready')).refused).toMatchObject([{ code: 'move.unsigned' }])
    const queue = await shop.owner.do<QueueDto>('GET', `${shop.path}/queue`)
    expect(queue.waiting.map(({ code }) => code)).toContain(signed.order.code)
  })

  test('an override is asked of no card that needs none', async () => {
    const { order } = await buildSigned(shop)
    await move(shop, [await cardOf(shop, order)], making, { reason: 'Just in case' })
    expect((await timeline({ order }))[0]).toMatchObject({ message: null, card: { overrides: [] } })
  })
})

describe('“Start making”', () => {
  test('is the first move of every card that may be begun', async () => {
    shop = await buildShop(t)
    making = await stageOf(shop, 'Making')
    const items = ['Board', 'Box'].map((title) => ({ title, quantity: 1, personalization: [] }))
    const { order } = await buildSigned(shop, { items })
    const started = await shop.owner.do<OrderDto>('POST', `${shop.path}/orders/${order.code}/making`)
    expect(started).toMatchObject({ move: { reason: 'finish_making' }, can: { startMaking: { allowed: false } } })
    expect((await boardOf(shop)).cards.map(({ place }) => place)).toEqual([making, making])
  })

  test('is refused where its first stage is full', async () => {
    shop = await buildShop(t)
    await changeStage(shop, 'Making', { limit: { kind: 'cards', count: 1 } })
    const at = ({ order }: { order: OrderDto }) => `${shop.path}/orders/${order.code}/making`
    await shop.owner.do('POST', at(await buildSigned(shop)))
    const told = await shop.owner.refused('POST', at(await buildSigned(shop)))
    expect(told).toMatchObject({ status: 409, code: 'move.limit' })
  })
})

describe('a stage', () => {
  beforeAll(openShop)

  test('lets go of a card whose list is ticked', async () => {
    const { stages } = await changeStage(shop, 'Making', { checklist: [{ text: 'Edges sanded' }] })
    const checkId = stages.find(({ id }) => id === making)?.checklist[0]?.id
    const card = await buildReviewed(shop)
    const { moved } = await move(shop, [card], making)
    expect((await move(shop, moved, finishing)).refused).toMatchObject([
      { code: 'move.checklist', reason: 'Not ticked yet in Making: “Edges sanded”.', canOverride: true },
    ])
    const tick = (json: unknown) => shop.owner.do<CardDto>('PUT', `${shop.path}/cards/${card.id}/checks`, json)
    const ticked = await tick({ checkId, ticked: true })
    expect(ticked.checks).toEqual([checkId])
    expect((await move(shop, [ticked], finishing)).moved, 'ticks stay behind').toMatchObject([{ checks: [] }])
    const told = await shop.owner.refused('PUT', `${shop.path}/cards/${card.id}/checks`, { checkId, ticked: true })
    expect(told).toMatchObject({ status: 409, code: 'check.gone' })
    await changeStage(shop, 'Making', { checklist: [] })
  })

  test('gives its cards to whoever does it', async () => {
    const tom = (await buildMember(shop, 'maker')).memberId
    await changeStage(shop, 'Finishing', { assigneeId: tom })
    const { moved } = await move(shop, [await buildReviewed(shop)], finishing)
    expect(moved).toMatchObject([{ assigneeId: tom }])
  })
})

describe('giving cards to somebody', () => {
  beforeAll(openShop)
  const assign = (cards: CardDto[], assigneeId: string | null) =>
    shop.owner.do<AssignResultDto>('POST', `${shop.path}/board/assignments`, {
      ...{ cards: cards.map(({ id, version }) => ({ id, version })), assigneeId },
    })

  test('and taking them away again', async () => {
    const tom = (await buildMember(shop, 'maker')).memberId
    const card = await buildReviewed(shop)
    const { assigned } = await assign([card], tom)
    expect(assigned).toMatchObject([{ assigneeId: tom, version: card.version + 1 }])
    expect(await assign([card], null)).toMatchObject({ assigned: [], refused: [{ code: 'card.changed' }] })
    expect((await assign(assigned, null)).assigned).toMatchObject([{ assigneeId: null }])
  })

  test('who is not of the shop is refused', async () => {
    const stranger = (await buildShop(t)).me.memberships[0]?.memberId as string
    const card = await buildReviewed(shop)
    const json = { cards: [{ id: card.id, version: card.version }], assigneeId: stranger }
    const told = await shop.owner.refused('POST', `${shop.path}/board/assignments`, json)
    expect(told).toMatchObject({ status: 422, code: 'worker.gone' })
  })
})

describe('at once', () => {
  beforeAll(openShop)

  test('two people move one card: one of them is told where it is', async () => {
    for (let i = 0; i < 5; i++) {
      const card = await buildReviewed(shop)
      const maker = (await buildMember(shop, 'maker')).visitor
      const both = await Promise.all([move(shop, [card], making), move(shop, [card], 'ready', { who: maker })])
      expect(both.flatMap(({ moved }) => moved)).toHaveLength(1)
      const [won] = both.flatMap(({ moved }) => moved)
      expect(both.flatMap(({ refused }) => refused)).toMatchObject([
        { id: card.id, code: 'card.changed', canOverride: false, card: { place: won?.place, version: won?.version } },
      ])
      expect(await cardOf(shop, card.order)).toEqual(won)
    }
  })

  test('many want the last places of a stage: no more go than it takes, and the others are told', async () => {
    await changeStage(shop, 'Finishing', { limit: { kind: 'cards', count: 3 } })
    const cards: CardDto[] = []
    for (let i = 0; i < 8; i++) cards.push(await buildReviewed(shop))
    const results = await Promise.all(cards.map((card) => move(shop, [card], finishing)))
    expect(results.flatMap(({ moved }) => moved)).toHaveLength(3)
    const refused = results.flatMap((result) => result.refused)
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['move.limit']))
    expect((await boardOf(shop)).columns.find(({ place }) => place === finishing)).toMatchObject({
      ...{ cards: 3, isFull: true },
    })
  })

  test('many cards in crossing orders neither lock each other out nor pass a limit', async () => {
    await changeStage(shop, 'Finishing', { limit: null })
    const cards: CardDto[] = []
    for (let i = 0; i < 6; i++) cards.push(await buildReviewed(shop))
    const results = await Promise.all([
      move(shop, cards, making),
      move(shop, cards.toReversed(), finishing),
      move(shop, cards, 'ready'),
    ])
    for (const card of cards) {
      const won = results.filter(({ moved }) => moved.some(({ id }) => id === card.id))
      expect(won).toHaveLength(1)
    }
  })

  test('a stage is put away while a card comes in: either the one or the other', async () => {
    const { stages } = await shop.owner.do<{ stages: { id: string; name: string }[] }>('POST', `${shop.path}/stages`, {
      name: 'Attic',
    })
    const attic = stages.find(({ name }) => name === 'Attic')?.id as string
    const { workflows } = await boardOf(shop)
    const usual = workflows.find(({ isDefault }) => isDefault)
    await shop.owner.do('PATCH', `${shop.path}/workflows/${usual?.id}`, {
      stageIds: [...(usual?.stageIds ?? []), attic],
    })
    const card = await buildReviewed(shop)
    const [result, archived] = await Promise.all([
      move(shop, [card], attic),
      shop.owner.ask('DELETE', `${shop.path}/stages/${attic}`),
    ])
    expect(result.moved.length === 1).toBe(archived.status === 409)
  })
})
