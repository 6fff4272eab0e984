import type { TimelineDto, TimelineEntryDto } from '@proofroom/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  buildGuest,
  buildNextVersion,
  buildProof,
  buildShop,
  type Proof,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

const entriesOf = async (proof: Proof): Promise<TimelineEntryDto[]> =>
  (await proof.shop.owner.do<TimelineDto>('GET', `${proof.shop.path}/orders/${proof.order.code}/timeline`)).entries

it('tells the first send without the link it made, and a link made by itself', async () => {
  const proof = await buildProof(await buildShop(t))
  expect((await entriesOf(proof)).map((entry) => entry.kind)).toEqual(['proof.sent', 'order.created'])
  await buildGuest(proof, 'comment')
  expect((await entriesOf(proof))[0]?.kind).toBe('link.created')
})

it('tells answers and verdicts by the request they are about, each with the words said then', async () => {
  const proof = await buildProof(await buildShop(t))
  const { visitor, path } = await buildGuest(proof)
  await visitor.do('POST', `${path}/versions/${proof.versionId}/changes`, { marks: [], message: 'Lower, please' })
  const [request] = (await proof.shop.owner.do<{ requests: { id: string }[] }>('GET', proof.path)).requests
  const answer = { state: 'done', note: 'Down by 6 mm.' }
  await proof.shop.owner.do('PATCH', `${proof.path}/requests/${request?.id}`, answer)
  await buildNextVersion(proof)
  await visitor.do('PATCH', `${path}/requests/${request?.id}`, { state: 'still_wrong', note: '' })
  const told = (await entriesOf(proof)).filter((entry) => entry.kind.startsWith('request.'))
  const about = { number: 1, text: 'Lower, please' }
  expect(told).toMatchObject([
    { kind: 'request.confirmed', requests: [{ ...about, state: 'still_wrong' }], message: null, proof: { number: 1 } },
    { kind: 'request.answered', requests: [{ ...about, state: 'done' }], message: 'Down by 6 mm.' },
  ])
  await visitor.do('PATCH', `${path}/requests/${request?.id}`, { state: 'still_wrong', note: 'A bit more.' })
  expect((await entriesOf(proof))[0]?.message).toBe('A bit more.')
})
