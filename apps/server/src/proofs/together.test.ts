import { afterAll, beforeAll, expect, it } from 'vitest'
import { approve, buildProof, buildShop, openAs, startTestApp, type TestApp } from '../testing/index.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

it('lets many act on one proof at the same moment: looks, tickets and the seller’s reads never wait for each other', async () => {
  const shop = await buildShop(t)
  const proof = await buildProof(shop)
  const guests = await Promise.all(Array.from({ length: 8 }, () => openAs(t, proof.sent.link)))
  const answers = await Promise.all(
    guests.flatMap(({ visitor, path }) => [
      visitor.ask('POST', `${path}/versions/${proof.versionId}/viewed`),
      visitor.ask('POST', `${path}/versions/${proof.versionId}/ticket`),
      visitor.ask('PUT', `${path}/name`, { json: { name: 'Ruth Hartley' } }),
      shop.owner.ask('POST', `${proof.path}/versions/${proof.versionId}/ticket`),
    ]),
  )
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200))
})

it('takes exactly one signature when two people of the link sign at once', async () => {
  const shop = await buildShop(t)
  const proof = await buildProof(shop)
  const [one, two] = await Promise.all([openAs(t, proof.sent.link), openAs(t, proof.sent.link)])
  const signed = await Promise.allSettled([approve(one, proof), approve(two, proof)])
  expect(signed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})
