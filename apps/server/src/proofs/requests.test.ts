import type { ChangeRequestDto, CustomerPageDto, OrderDto, ProofDto } from '@proofroom/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  approve,
  buildGuest,
  buildNextVersion,
  buildProof,
  buildShop,
  type Guest,
  type Proof,
  type Shop,
  sayInRoom,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'

let t: TestApp
let shop: Shop
let proof: Proof
let guest: Guest
beforeAll(async () => {
  t = await startTestApp()
  shop = await buildShop(t)
})
beforeEach(async () => {
  proof = await buildProof(shop)
  guest = await buildGuest(proof)
})
afterAll(() => t.stop())

const ask = async (json: { marks?: string[]; message?: string }, version = proof.versionId) => {
  const page = await guest.visitor.do<CustomerPageDto>('POST', `${guest.path}/versions/${version}/changes`, {
    marks: [],
    ...json,
  })
  return page.proof?.requests as ChangeRequestDto[]
}
const answer = (id: string | undefined, json: unknown) =>
  shop.owner.do<ChangeRequestDto>('PATCH', `${proof.path}/requests/${id}`, json)
const confirm = (id: string | undefined, state: string) =>
  guest.visitor.do<ChangeRequestDto>('PATCH', `${guest.path}/requests/${id}`, { state })
const moveNow = async () => (await shop.owner.do<OrderDto>('GET', `${shop.path}/orders/${proof.order.code}`)).move

describe('asking for a change', () => {
  test('marks become numbered requests, frozen as they stand, and numbers are for good', async () => {
    const { actorId } = guest.page.you
    const geometry = { x: 0.5, y: 0.25 }
    const mark = await sayInRoom(t, proof.versionId, actorId, {
      ...{ kind: 'annotation', page: proof.pageId, shape: 'pin', geometry, text: 'Bigger, please' },
    })
    const [first] = await ask({ marks: [mark] })
    expect(first).toMatchObject({ number: 1, ref: mark, actorId, text: 'Bigger, please', pagePosition: 0, geometry })
    expect((await ask({ marks: [mark], message: 'And the date' })).map(({ number, text }) => [number, text])).toEqual([
      [1, 'Bigger, please'],
      [2, 'And the date'],
    ])
    const next = await buildNextVersion(proof)
    expect((await ask({ message: 'One more' }, next)).map(({ number }) => number)).toEqual([1, 2, 3])
    const snapshots = (await shop.owner.do<ProofDto>('GET', proof.path)).versions.flatMap((one) => one.snapshots)
    expect(snapshots.filter(({ reason }) => reason === 'requested')).toHaveLength(3)
  })

  test('two at once get two numbers', async () => {
    await Promise.all([ask({ message: 'One' }), ask({ message: 'Two' })])
    const { requests } = await shop.owner.do<ProofDto>('GET', proof.path)
    expect(requests.map(({ number }) => number)).toEqual([1, 2])
  })

  test('a mark that is not in the room yet: still saving; nothing at all: say what', async () => {
    const path = `${guest.path}/versions/${proof.versionId}/changes`
    const told = await guest.visitor.refused('POST', path, { marks: [`${guest.page.you.actorId}/unsaved1`] })
    expect(told).toMatchObject({ status: 409, code: 'mark.still_saving' })
    expect(await guest.visitor.refused('POST', path, { marks: [] })).toMatchObject({
      status: 422,
      code: 'changes.none',
    })
  })

  test('a second opinion cannot, and is told why', async () => {
    const carol = await buildGuest(proof, 'comment')
    const told = await carol.visitor.refused('POST', `${carol.path}/versions/${proof.versionId}/changes`, { marks: [] })
    expect(told).toMatchObject({ status: 403, message: expect.stringContaining('customer’s own link') })
  })
})

describe('answering', () => {
  test('done, then fixed or still wrong on the next version; whose move follows', async () => {
    const [request] = await ask({ message: 'Bigger' })
    expect((await moveNow()).reason).toBe('answer_requests')
    expect(await answer(request?.id, { state: 'question', note: 'How big?' })).toMatchObject({ note: 'How big?' })
    expect(await answer(request?.id, { state: 'done' })).toMatchObject({ state: 'done', number: 1 })
    await expect(confirm(request?.id, 'fixed')).rejects.toThrow('request.not_answered')
    await buildNextVersion(proof)
    expect((await moveNow()).reason).toBe('open_proof')
    expect(await confirm(request?.id, 'still_wrong')).toMatchObject({ state: 'still_wrong' })
    expect(await confirm(request?.id, 'fixed')).toMatchObject({ state: 'fixed' })
    await expect(answer(request?.id, { state: 'not_done' })).rejects.toThrow('request.fixed')
  })

  test('after the signature requests stay as they are, on both sides', async () => {
    const [request] = await ask({ message: 'Bigger' })
    const next = await buildNextVersion(proof)
    const { versions } = await shop.owner.do<ProofDto>('GET', proof.path)
    const version = versions.find(({ id }) => id === next) as Proof['version']
    await approve(guest, { ...proof, version })
    await expect(confirm(request?.id, 'still_wrong')).rejects.toThrow('version.closed')
    await expect(answer(request?.id, { state: 'not_done' })).rejects.toThrow('version.closed')
  })
})
