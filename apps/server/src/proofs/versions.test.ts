import type { CustomerPageDto, ProofDto } from '@proofroom/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  addPage,
  buildDraft,
  buildGuest,
  buildLink,
  buildNextVersion,
  buildProof,
  buildShop,
  openAs,
  type Proof,
  type Shop,
  send,
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

const statesOf = async ({ path }: Pick<Proof, 'path'>) =>
  (await shop.owner.do<ProofDto>('GET', path)).versions.map(({ state }) => state)

describe('sending', () => {
  test('shows the customer what they could not see before, and gives link, message and QR', async () => {
    const draft = await buildDraft(shop)
    const early = await openAs(t, (await buildLink(shop, draft.order)).url)
    expect(early.page.proof).toBeNull()
    expect(await shop.owner.refused('POST', `${draft.path}/versions/${draft.versionId}/send`, {})).toMatchObject({
      status: 422,
      code: 'version.empty',
    })
    await addPage(draft, draft.versionId)
    const sent = await send(draft, draft.versionId, 'As you wished.')
    expect(sent.message).toContain(sent.link)
    expect(sent.qr).toMatch(/^data:image\/svg\+xml;base64,/)
    expect(sent.mailedTo).toBeNull()
    expect(sent.version).toMatchObject({
      state: 'sent',
      note: 'As you wished.',
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    const { proof } = await early.visitor.do<CustomerPageDto>('GET', early.path)
    expect(proof?.versions.map(({ id }) => id)).toEqual([draft.versionId])
  })

  test('the next one replaces it; the first takes no more decisions', async () => {
    const proof = await buildProof(shop)
    const guest = await buildGuest(proof)
    await buildNextVersion(proof)
    expect(await statesOf(proof)).toEqual(['superseded', 'sent'])
    const told = await guest.visitor.refused('POST', `${guest.path}/versions/${proof.versionId}/changes`, {
      marks: [],
      message: 'Bigger',
    })
    expect(told).toMatchObject({ status: 409, code: 'version.not_newest', message: expect.stringContaining('Proof 2') })
  })

  test('twice is refused, also at the same moment', async () => {
    const draft = await buildDraft(shop)
    await addPage(draft, draft.versionId)
    const path = `${draft.path}/versions/${draft.versionId}/send`
    const answers = await Promise.all([1, 2, 3].map(() => shop.owner.ask('POST', path, { json: {} })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })
})

test('a second draft is refused, also at the same moment', async () => {
  const proof = await buildProof(shop)
  const begin = () => shop.owner.ask('POST', `${proof.path}/versions`, { json: {} })
  const answers = await Promise.all([begin(), begin(), begin()])
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  expect(await shop.owner.refused('POST', `${proof.path}/versions`, {})).toMatchObject({ code: 'version.draft_exists' })
})

test('the next draft may begin with the pages of the one before', async () => {
  const proof = await buildProof(shop)
  const begun = await shop.owner.do<ProofDto>('POST', `${proof.path}/versions`, { copyPages: true })
  const [first, next] = begun.versions
  expect(next?.pages.map(({ name }) => name)).toEqual(first?.pages.map(({ name }) => name))
  expect(next?.pages[0]?.id).not.toBe(first?.pages[0]?.id)
})

describe('withdrawing', () => {
  test('takes it from the customer’s eyes and hands, and is the shop’s move', async () => {
    const proof = await buildProof(shop)
    const guest = await buildGuest(proof)
    await shop.owner.do('POST', `${proof.path}/versions/${proof.versionId}/withdraw`)
    const page = await guest.visitor.do<CustomerPageDto>('GET', guest.path)
    expect(page.proof?.versions ?? []).toEqual([])
    expect(page.order.move).toMatchObject({ mover: 'shop', reason: 'send_proof' })
    expect((await guest.visitor.ask('GET', `${guest.path}/pages/${proof.pageId}/shown`)).status).toBe(404)
    const again = await shop.owner.refused('POST', `${proof.path}/versions/${proof.versionId}/withdraw`)
    expect(again).toMatchObject({ status: 409, code: 'version.not_out' })
  })
})

test('viewed is a guest’s, once, and never a member’s look', async () => {
  const proof = await buildProof(shop)
  await shop.owner.do('GET', proof.path)
  const guest = await buildGuest(proof)
  const viewedAt = async () => (await shop.owner.do<ProofDto>('GET', proof.path)).versions[0]?.viewedAt
  expect(await viewedAt()).toBeNull()
  await guest.visitor.do('POST', `${guest.path}/versions/${proof.versionId}/viewed`)
  const first = await viewedAt()
  expect(first).not.toBeNull()
  await guest.visitor.do('POST', `${guest.path}/versions/${proof.versionId}/viewed`)
  expect(await viewedAt()).toBe(first)
})
