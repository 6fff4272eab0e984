import type { ProofDto, TicketDto } from '@proofroom/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildGuest, buildProof, buildShop, type Proof, startTestApp, type TestApp } from '../testing/index.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

const peopleOf = async (proof: Proof) =>
  (await proof.shop.owner.do<ProofDto>('GET', proof.path)).people.map(({ name, colour, side }) => ({
    name,
    colour,
    side,
  }))

it('shows you the colour that the ticket will hand out, and keeps it', async () => {
  const proof = await buildProof(await buildShop(t))
  const guest = await buildGuest(proof)
  const { colour } = await guest.visitor.do<TicketDto>('POST', `${guest.path}/versions/${proof.versionId}/ticket`)
  expect(guest.page.proof?.people).toMatchObject([{ you: true, colour }])
  expect(await peopleOf(proof)).toMatchObject([
    { side: 'shop', colour: 2 },
    { side: 'customer', colour: 1 },
  ])
})

it('names a guest who only wrote words, and one who only said a name', async () => {
  const proof = await buildProof(await buildShop(t))
  const ruth = await buildGuest(proof)
  await ruth.visitor.do('PUT', `${ruth.path}/name`, { name: 'Ruth Hartley' })
  const asks = { marks: [], message: 'Lower, please' }
  await ruth.visitor.do('POST', `${ruth.path}/versions/${proof.versionId}/changes`, asks)
  const nobody = await buildGuest(proof)
  await nobody.visitor.do('POST', `${nobody.path}/versions/${proof.versionId}/changes`, asks)
  expect(await peopleOf(proof)).toMatchObject([
    { side: 'shop' },
    { name: 'Ruth Hartley', colour: 1 },
    { name: null, colour: 2 },
  ])
})
