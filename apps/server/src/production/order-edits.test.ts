import type { CustomerPageDto, OrderDto, OrderProductionDto, ProofDto, TimelineDto } from '@proofroom/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  approvalOf,
  approve,
  buildGuest,
  buildNextVersion,
  buildOrder,
  buildProof,
  buildShop,
  buildSigned,
  type Guest,
  type Proof,
  type Shop,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'
import { buildReviewed, cardOf, move, reviewOurselves, stageOf } from './testing.ts'

let t: TestApp
let shop: Shop
beforeAll(async () => {
  t = await startTestApp()
  shop = await buildShop(t)
})
afterAll(() => t.stop())

type Of = Pick<OrderDto, 'code'>
const at = (order: Of, act = '') => `${shop.path}/orders/${order.code}${act}`
const get = (order: Of) => shop.owner.do<OrderDto>('GET', at(order))
const patch = (order: Of, json: unknown) => shop.owner.do<OrderDto>('PATCH', at(order), json)
const production = (order: Of) => shop.owner.do<OrderProductionDto>('GET', at(order, '/production'))
const board = (value: string, more = {}) => ({
  title: 'Walnut serving board',
  personalization: [{ name: 'Name', value }],
  ...more,
})

/** The next version, sent, and signed by the same customer on what the order says now. */
async function signNext(proof: Proof & { guest: Guest }): Promise<void> {
  await buildNextVersion(proof)
  const { versions } = await shop.owner.do<ProofDto>('GET', proof.path)
  const version = versions.at(-1)
  const readBack = (await get(proof.order)).items.flatMap((item) => item.personalization)
  await proof.guest.visitor.do(
    'POST',
    `${proof.guest.path}/versions/${version?.id}/approval`,
    approvalOf(proof, { contentHash: version?.contentHash, readBack }),
  )
}

describe('what was signed', () => {
  test('and is changed is not agreed any more: the gate closes, and says why, until the next proof is signed', async () => {
    const proof = await buildSigned(shop)
    const changed = await patch(proof.order, { items: [board('The Hartleys & Sons')] })
    expect(changed).toMatchObject({
      outdated: { proof: 1 },
      move: { mover: 'shop', reason: 'send_proof', since: changed.outdated?.since },
      can: { startMaking: { allowed: false, reason: expect.stringContaining('changed after proof 1 was signed') } },
    })
    expect(await shop.owner.refused('POST', at(proof.order, '/making'))).toMatchObject({
      status: 409,
      code: 'making.changed',
    })
    const seen = async () => (await proof.guest.visitor.do<CustomerPageDto>('GET', proof.guest.path)).order.isOutdated
    expect(await seen()).toBe(true)
    await signNext(proof)
    expect(await get(proof.order)).toMatchObject({ outdated: null, move: { reason: 'start_making' } })
    expect(await seen()).toBe(false)
    await shop.owner.do('POST', at(proof.order, '/making'))
  })

  test('and is changed while it is made goes no further, but may go back; an override says why', async () => {
    const proof = await buildSigned(shop)
    const { order } = proof
    await shop.owner.do('POST', at(order, '/making'))
    await patch(order, { items: [board('Hartley')] })
    expect((await get(order)).move).toMatchObject({ reason: 'send_proof', phase: 'in_production' })
    const finishing = await stageOf(shop, 'Finishing')
    const [refused] = (await move(shop, [await cardOf(shop, order)], finishing)).refused
    expect(refused).toMatchObject({ code: 'move.unsigned', canOverride: true })
    expect(refused?.reason).toContain('changed after proof 1 was signed')
    const spite = await move(shop, [await cardOf(shop, order)], finishing, { reason: 'She said so on the phone' })
    expect(spite.moved[0]).toMatchObject({ isOverridden: true })
    await patch(order, { items: [board('Hartley & Co')] })
    const again = (await move(shop, [await cardOf(shop, order)], 'ready')).refused[0]
    expect(again?.code, 'an override is of what it was then').toBe('move.unsigned')
    expect((await move(shop, [await cardOf(shop, order)], 'to_start')).moved).toHaveLength(1)
  })

  test('stays agreed where only the shop’s own affairs change: the day, the customer’s address', async () => {
    const { order } = await buildSigned(shop)
    const changed = await patch(order, {
      dueOn: '2026-12-24',
      customer: { name: order.customer.name, email: 'ruth@example.com' },
      items: [board('The Hartleys')],
    })
    expect(changed).toMatchObject({ outdated: null, move: { reason: 'start_making' }, dueOn: '2026-12-24' })
    const { entries } = await shop.owner.do<TimelineDto>('GET', at(order, '/timeline'))
    expect(entries[0]).toMatchObject({ kind: 'order.changed', fields: ['customer', 'dueOn'] })
    await patch(order, { dueOn: '2026-12-24' })
    const again = await shop.owner.do<TimelineDto>('GET', at(order, '/timeline'))
    expect(again.entries, 'what changes nothing is not told').toHaveLength(entries.length)
  })

  test('is never signed and changed at once: the signature is of what was read, or is told to read again', async () => {
    const proof = await buildProof(shop)
    const guest = await buildGuest(proof)
    const approval = guest.visitor.ask('POST', `${guest.path}/versions/${proof.versionId}/approval`, {
      json: approvalOf(proof),
    })
    const edit = patch(proof.order, { items: [board('Somebody else')] })
    const [signed] = await Promise.all([approval, edit])
    const { outdated, move: next } = await get(proof.order)
    expect([200, 409]).toContain(signed.status)
    expect(outdated !== null).toBe(signed.status === 200)
    expect(next.reason).not.toBe('start_making')
  })
})

describe('items', () => {
  test('are known by their ids: the first one goes, the second stays what it is', async () => {
    const order = await buildOrder(shop, { items: [board('One'), board('Two')] as never })
    const [, second] = order.items
    const kept = await patch(order, { items: [{ ...board('Two'), id: second?.id }] })
    expect(kept.items).toMatchObject([{ id: second?.id, personalization: [{ name: 'Name', value: 'Two' }] }])
    expect(
      await shop.owner.refused('PATCH', at(order), { items: [{ ...board('x'), id: order.items[0]?.id }] }),
    ).toMatchObject({
      status: 422,
      code: 'item.gone',
    })
  })

  test('added after the signature wait for the next proof, which shows them; the others go on', async () => {
    const proof = await buildSigned(shop)
    const [first] = proof.order.items
    const more = await patch(proof.order, {
      items: [
        { ...board('The Hartleys'), id: first?.id },
        { title: 'Oak coaster', personalization: [] },
      ],
    })
    const gates = async () => (await production(proof.order)).cards.map(({ gate }) => gate.open)
    expect(await gates()).toEqual([true, false])
    expect(more.move.reason).toBe('send_proof')
    await signNext(proof)
    expect(await gates()).toEqual([true, true])
  })

  test('do not go while they are made, and of a shipped order none changes', async () => {
    const { order } = await buildSigned(shop, { items: [board('One'), board('Two')] as never })
    await shop.owner.do('POST', at(order, '/making'))
    const { items } = await get(order)
    expect(await shop.owner.refused('PATCH', at(order), { items: [items[0]] })).toMatchObject({
      status: 409,
      code: 'item.begun',
    })
    const { cards } = await production(order)
    await move(shop, cards, 'ready')
    await shop.owner.do('PUT', at(order, '/shipment'), { carrier: 'DHL' })
    expect(await shop.owner.refused('PATCH', at(order), { items: [items[0], board('Three')] })).toMatchObject({
      status: 409,
      code: 'order.shipped',
    })
    expect((await patch(order, { items, dueOn: '2026-12-20' })).dueOn).toBe('2026-12-20')
  })

  test('keep a product that was put away since, and cannot take it anew', async () => {
    const own = await buildShop(t)
    const { workflows } = await own.owner.do<{ workflows: { id: string }[] }>('GET', `${own.path}/workshop`)
    const given = { name: 'Boards', workflowId: workflows[0]?.id }
    const made = await own.owner.do<{ products: { id: string }[] }>('POST', `${own.path}/products`, given)
    const productId = made.products[0]?.id as string
    const order = await buildOrder(own, { items: [{ ...board('One'), productId }] as never })
    await own.owner.do('DELETE', `${own.path}/products/${productId}`)
    const path = `${own.path}/orders/${order.code}`
    const kept = await own.owner.do<OrderDto>('PATCH', path, { items: [{ ...board('Two'), productId }] })
    expect(kept.items[0]).toMatchObject({ productId, personalization: [{ value: 'Two' }] })
    const more = {
      items: [
        { ...board('Two'), productId },
        { ...board('Three'), productId },
      ],
    }
    expect(await own.owner.refused('PATCH', path, more)).toMatchObject({ status: 422, code: 'item.product' })
  })

  test('reviewed by the shop and changed are reviewed once more', async () => {
    const own = await buildShop(t)
    await reviewOurselves(own)
    const card = await buildReviewed(own)
    expect(card).toMatchObject({ isReviewed: true, gate: { open: true } })
    await own.owner.do('PATCH', `${own.path}/orders/${card.order.code}`, { items: [board('Another')] })
    const { cards } = await own.owner.do<OrderProductionDto>('GET', `${own.path}/orders/${card.order.code}/production`)
    expect(cards[0]).toMatchObject({ isReviewed: false, gate: { open: false, code: 'making.unreviewed' } })
    expect(cards[0]?.version).toBeGreaterThan(card.version)
  })
})

test('a proof sent and changed before the signature is signed on the new words', async () => {
  const proof = await buildProof(shop)
  const guest = await buildGuest(proof)
  await patch(proof.order, { items: [board('Hartley')] })
  await expect(approve(guest, proof)).rejects.toThrow('order.changed')
  await approve(guest, proof, { readBack: [{ name: 'Name', value: 'Hartley' }] })
  expect(await get(proof.order)).toMatchObject({ outdated: null, move: { reason: 'start_making' } })
})
