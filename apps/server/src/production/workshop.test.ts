import type { WorkshopDto } from '@proofroom/contract'
import { READY_MADE } from '@proofroom/workflow'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  buildMember,
  buildOrder,
  buildShop,
  buildSigned,
  type Shop,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'
import { boardOf, buildReviewed, cardOf, changeStage, move, reviewOurselves, stageOf, workshopOf } from './testing.ts'

let t: TestApp
let shop: Shop
beforeAll(async () => {
  t = await startTestApp()
  await t.platform.jobs.work()
})
afterAll(() => t.stop())
beforeEach(async () => {
  shop = await buildShop(t)
})

const post = (what: string, json: unknown) => shop.owner.do<WorkshopDto>('POST', `${shop.path}/${what}`, json)
const patch = (what: string, json: unknown) => shop.owner.do<WorkshopDto>('PATCH', `${shop.path}/${what}`, json)
const names = (rows: { name: string }[]) => rows.map(({ name }) => name)
const usualOf = async () => (await workshopOf(shop)).workflows.find(({ isDefault }) => isDefault)

describe('stages', () => {
  test('are added last, changed, and put into another order', async () => {
    const { stages } = await post('stages', { name: 'Oil', customerWords: 'Oiled', dueOffsetDays: 1 })
    expect(names(stages)).toEqual(['Making', 'Finishing', 'Oil'])
    const [making, finishing, oil] = stages.map(({ id }) => id)
    const json = { stageIds: [oil, making, finishing] }
    expect(names((await shop.owner.do<WorkshopDto>('PUT', `${shop.path}/stages/order`, json)).stages)).toEqual([
      ...['Oil', 'Making', 'Finishing'],
    ])
    const { stages: changed } = await patch(`stages/${oil}`, { name: 'Wax', limit: { kind: 'cards', count: 4 } })
    expect(changed[0]).toMatchObject({ name: 'Wax', customerWords: 'Oiled', limit: { kind: 'cards', count: 4 } })
    expect((await patch(`stages/${oil}`, { limit: null })).stages[0]?.limit).toBeNull()
  })

  test('a line of a list that keeps its id keeps its ticks', async () => {
    const { stages } = await changeStage(shop, 'Making', { checklist: [{ text: 'Size' }, { text: 'Words' }] })
    const [size, words] = stages[0]?.checklist ?? []
    const json = [{ id: words?.id, text: 'Every word' }, { text: 'Colour' }, { id: 'somebody else’s', text: 'Name' }]
    const after = (await changeStage(shop, 'Making', { checklist: json })).stages[0]?.checklist ?? []
    expect(after.map(({ text }) => text)).toEqual(['Every word', 'Colour', 'Name'])
    expect(after[0]?.id).toBe(words?.id)
    expect(new Set([...after.map(({ id }) => id), size?.id, 'somebody else’s']).size).toBe(5)
  })

  test.each([
    ['a name that is taken', { name: 'making' }, 409, 'name.taken'],
    ['no name', { name: ' ' }, 422, 'input'],
    ['a colour that is none', { name: 'Oil', colour: 9 }, 422, 'input'],
    ['a limit of nothing', { name: 'Oil', limit: { kind: 'cards', count: 0 } }, 422, 'input'],
    ['a stranger', { name: 'Oil', assigneeId: '0199a2b0-0000-7000-8000-000000000001' }, 422, 'worker.gone'],
  ])('with %s are refused in a sentence', async (_, json, status, code) => {
    const told = await shop.owner.refused('POST', `${shop.path}/stages`, json)
    expect(told).toMatchObject({ status, code, message: expect.stringMatching(/^[A-Z].*/) })
  })

  test('with a card in it stays; without one it is put away, and its name is free again', async () => {
    await reviewOurselves(shop)
    const finishing = await stageOf(shop, 'Finishing')
    const { moved } = await move(shop, [await buildReviewed(shop)], finishing)
    const told = await shop.owner.refused('DELETE', `${shop.path}/stages/${finishing}`)
    expect(told).toMatchObject({
      status: 409,
      code: 'stage.in_use',
      message: 'A card is in “Finishing”. Move it on first.',
    })
    await move(shop, moved, 'ready')
    const after = await shop.owner.do<WorkshopDto>('DELETE', `${shop.path}/stages/${finishing}`)
    expect(names(after.stages)).toEqual(['Making'])
    expect(after.workflows[0]?.stageIds).toEqual([after.stages[0]?.id])
    const back = await post(`stages/${finishing}/restore`, {})
    expect(names(back.stages)).toEqual(['Making', 'Finishing'])
    expect(back.workflows[0]?.stageIds).toEqual(back.stages.map(({ id }) => id))
    expect(await shop.owner.refused('POST', `${shop.path}/stages/${finishing}/restore`)).toMatchObject({ status: 404 })
    await shop.owner.do('DELETE', `${shop.path}/stages/${finishing}`)
    await post('stages', { name: 'Finishing' })
    const taken = await shop.owner.refused('POST', `${shop.path}/stages/${finishing}/restore`)
    expect(taken).toMatchObject({ status: 409, code: 'name.taken' })
  })

  test('the last one of a workflow stays', async () => {
    const { stages, workflows } = await workshopOf(shop)
    await patch(`workflows/${workflows[0]?.id}`, { stageIds: [stages[0]?.id] })
    const told = await shop.owner.refused('DELETE', `${shop.path}/stages/${stages[0]?.id}`)
    expect(told).toMatchObject({ status: 409, code: 'stage.last' })
  })

  test('arranged without all of them are told to look again', async () => {
    const { stages } = await workshopOf(shop)
    const told = await shop.owner.refused('PUT', `${shop.path}/stages/order`, { stageIds: [stages[0]?.id] })
    expect(told).toMatchObject({ status: 409, code: 'stages.changed' })
  })
})

describe('workflows', () => {
  test('hold a choice of stages, in the shop’s order, and one of them is the usual one', async () => {
    const { stages } = await workshopOf(shop)
    const stageIds = stages.map(({ id }) => id).reverse()
    const { workflows } = await post('workflows', { name: 'Gifts', gate: 'shop', stageIds })
    const gifts = workflows.find(({ name }) => name === 'Gifts')
    expect(gifts).toMatchObject({ gate: 'shop', isDefault: false, stageIds: stages.map(({ id }) => id) })
    await patch(`workflows/${gifts?.id}`, { isDefault: true })
    expect((await workshopOf(shop)).workflows.filter(({ isDefault }) => isDefault)).toMatchObject([{ name: 'Gifts' }])
  })

  test('that are the usual one, or that a product follows, stay', async () => {
    const usual = await usualOf()
    const told = await shop.owner.refused('DELETE', `${shop.path}/workflows/${usual?.id}`)
    expect(told).toMatchObject({ status: 409, code: 'workflow.default' })
    const { workflows } = await post('workflows', { name: 'Gifts', stageIds: usual?.stageIds })
    const gifts = workflows.find(({ name }) => name === 'Gifts')?.id
    const { products } = await post('products', { name: 'Mug', workflowId: gifts })
    expect(await shop.owner.refused('DELETE', `${shop.path}/workflows/${gifts}`)).toMatchObject({
      ...{ status: 409, code: 'workflow.in_use', message: '“Mug” follows “Gifts”. Give it another workflow first.' },
    })
    await shop.owner.do('DELETE', `${shop.path}/products/${products[0]?.id}`)
    expect(names((await shop.owner.do<WorkshopDto>('DELETE', `${shop.path}/workflows/${gifts}`)).workflows)).toEqual([
      usual?.name,
    ])
    const back = `products/${products[0]?.id}/restore`
    expect(await shop.owner.refused('POST', `${shop.path}/${back}`)).toMatchObject({
      ...{ status: 409, code: 'product.workflow_away', message: '“Mug” follows “Gifts”. Bring that back first.' },
    })
    expect(names((await post(`workflows/${gifts}/restore`, {})).workflows)).toEqual([usual?.name, 'Gifts'])
    expect((await post(back, {})).products).toMatchObject([{ name: 'Mug', workflowId: gifts }])
  })

  test('that was put away asks no customer either, once the shop’s links are off', async () => {
    const usual = await usualOf()
    const { workflows } = await post('workflows', { name: 'Gifts', gate: 'customer', stageIds: usual?.stageIds })
    const gifts = workflows.find(({ name }) => name === 'Gifts')?.id
    await shop.owner.do('DELETE', `${shop.path}/workflows/${gifts}`)
    await patch('privacy', { customerLinks: false })
    const back = await post(`workflows/${gifts}/restore`, {})
    expect(back.workflows.map(({ gate }) => gate)).toEqual(['shop', 'shop'])
  })

  test.each(Object.keys(READY_MADE))('ready-made: %s', async (readyMade) => {
    const made = READY_MADE[readyMade as keyof typeof READY_MADE]
    const before = (await workshopOf(shop)).stages.length
    const { stages, workflows } = await post('workflows/ready-made', { readyMade })
    const workflow = workflows.find(({ name }) => name === made.name)
    const route = workflow?.stageIds.map((id) => stages.find((stage) => stage.id === id)?.name)
    expect(route).toEqual(names(made.stages))
    expect(stages).toHaveLength(before + made.stages.length)
    const told = await shop.owner.refused('POST', `${shop.path}/workflows/ready-made`, { readyMade })
    expect(told).toMatchObject({ status: 409, code: 'name.taken' })
  })

  test('ready-made uses a stage that is there already, by its name', async () => {
    await post('stages', { name: 'engrave' })
    const { stages } = await post('workflows/ready-made', { readyMade: 'engraving' })
    expect(names(stages)).toEqual(['Making', 'Finishing', 'engrave', 'Cut', 'Finish'])
  })
})

describe('changed while orders are under way', () => {
  test('a card in a stage that its workflow has lost stays there and goes on', async () => {
    await reviewOurselves(shop)
    const [making, finishing] = [await stageOf(shop, 'Making'), await stageOf(shop, 'Finishing')]
    const { moved } = await move(shop, [await buildReviewed(shop)], making)
    await patch(`workflows/${(await usualOf())?.id}`, { stageIds: [finishing] })
    const card = await cardOf(shop, moved[0]?.order ?? { code: '' })
    expect(card.place).toBe(making)
    expect((await move(shop, [card], finishing)).moved).toMatchObject([{ place: finishing }])
  })

  test('what has not begun follows a changed gate; what is under way keeps the one it was begun with', async () => {
    const begun = await buildSigned(shop)
    await move(shop, [await cardOf(shop, begun.order)], await stageOf(shop, 'Making'))
    const waiting = await buildOrder(shop)
    await reviewOurselves(shop)
    await vi.waitFor(
      async () =>
        expect(await cardOf(shop, waiting)).toMatchObject({ needs: 'shop', gate: { code: 'making.unreviewed' } }),
      { timeout: 10_000, interval: 100 },
    )
    expect(await cardOf(shop, begun.order)).toMatchObject({ needs: 'customer', gate: { open: true } })
    const { move: now } = await shop.owner.do<{ move: unknown }>('GET', `${shop.path}/orders/${waiting.code}`)
    expect(now).toMatchObject({ mover: 'shop', reason: 'review' })
  })

  test('a product that goes through another workflow takes what waits with it', async () => {
    const usual = await usualOf()
    const { workflows } = await post('workflows', { name: 'Gifts', gate: 'shop', stageIds: usual?.stageIds })
    const { products } = await post('products', { name: 'Mug', workflowId: usual?.id })
    const productId = products[0]?.id as string
    const mug = await buildOrder(shop, { items: [{ title: 'Mug', quantity: 1, personalization: [], productId }] })
    expect(await cardOf(shop, mug)).toMatchObject({ needs: 'customer', product: { name: 'Mug' } })
    await patch(`products/${productId}`, { workflowId: workflows.find(({ name }) => name === 'Gifts')?.id })
    await vi.waitFor(async () => expect(await cardOf(shop, mug)).toMatchObject({ needs: 'shop' }), {
      ...{ timeout: 10_000, interval: 100 },
    })
  })

  test('a product put away stays with the orders that have it, and is chosen no more', async () => {
    const usual = await usualOf()
    const { products } = await post('products', { name: 'Mug', workflowId: usual?.id })
    const productId = products[0]?.id as string
    const items = [{ title: 'Mug', quantity: 1, personalization: [], productId }]
    const mug = await buildOrder(shop, { items })
    await shop.owner.do('DELETE', `${shop.path}/products/${productId}`)
    expect(await cardOf(shop, mug)).toMatchObject({ product: { name: 'Mug' } })
    const told = await shop.owner.refused('POST', `${shop.path}/orders`, { customer: { name: 'Ana' }, items })
    expect(told).toMatchObject({ status: 422, code: 'item.product' })
  })
})

describe('“reviewed by the shop”', () => {
  test('is no way round a customer’s signature, and is taken back only before making', async () => {
    const order = await buildOrder(shop)
    const review = `${shop.path}/cards/${order.items[0]?.id}/review`
    const told = await shop.owner.refused('PUT', review, { reviewed: true })
    expect(told).toMatchObject({ status: 409, code: 'review.not_asked' })
    await reviewOurselves(shop)
    const card = await buildReviewed(shop)
    const at = `${shop.path}/cards/${card.id}/review`
    expect(await shop.owner.do('PUT', at, { reviewed: false })).toMatchObject({
      isReviewed: false,
      gate: { open: false },
    })
    const again = await shop.owner.do<typeof card>('PUT', at, { reviewed: true })
    await move(shop, [again], 'ready')
    expect(await shop.owner.refused('PUT', at, { reviewed: false })).toMatchObject({
      status: 409,
      code: 'making.started',
    })
    const maker = (await buildMember(shop, 'maker')).visitor
    expect((await maker.refused('PUT', at, { reviewed: true })).status).toBe(403)
  })
})

test('two who change the workshop at once do not undo each other', async () => {
  await Promise.all(['Cut', 'Oil', 'Wax', 'Box'].map((name) => post('stages', { name })))
  const { stages } = await boardOf(shop)
  expect(new Set(names(stages))).toEqual(new Set(['Making', 'Finishing', 'Cut', 'Oil', 'Wax', 'Box']))
  const both = await Promise.all(
    ['Pack', 'pack'].map((name) => shop.owner.ask('POST', `${shop.path}/stages`, { json: { name } })),
  )
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
})
