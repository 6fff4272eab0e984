import type { TicketDto } from '@proofroom/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  buildGuest,
  buildProof,
  buildShop,
  type Guest,
  type Proof,
  startTestApp,
  type TestApp,
} from '../testing/index.ts'
import { redeemTicket } from './live/tickets.ts'

let t: TestApp
let proof: Proof
let guest: Guest

beforeAll(async () => {
  t = await startTestApp()
  proof = await buildProof(await buildShop(t))
  guest = await buildGuest(proof)
})
afterAll(() => t.stop())

const redeem = ({ ticket, room }: TicketDto) => redeemTicket(t.database.db, ticket, room)
const secondsLeft = ({ expiresAt }: TicketDto) => (Date.parse(expiresAt) - Date.now()) / 1000

/** The ticket routes of a guest and of a member. */
const asked = (query: string) => [
  () => guest.visitor.do<TicketDto>('POST', `${guest.path}/versions/${proof.versionId}/ticket${query}`),
  () => proof.shop.owner.do<TicketDto>('POST', `${proof.path}/versions/${proof.versionId}/ticket${query}`),
]

test.each(asked(''))('a ticket is for one use within a minute', async (ask) => {
  const ticket = await ask()
  expect(secondsLeft(ticket)).toBeLessThanOrEqual(60)
  expect(await redeem(ticket)).toMatchObject({ grant: { actorId: ticket.actorId } })
  expect(await redeem(ticket)).toBeNull()
})

test.each(asked('?for=yjs'))('a plain Yjs client’s ticket is for ten minutes, as often as needed', async (ask) => {
  const ticket = await ask()
  expect(secondsLeft(ticket)).toBeGreaterThan(590)
  expect(secondsLeft(ticket)).toBeLessThanOrEqual(600)
  for (let i = 0; i < 3; i++) expect(await redeem(ticket)).toMatchObject({ grant: { actorId: ticket.actorId } })
})

test('a ticket for anything else is not given', async () => {
  const response = await guest.visitor.ask('POST', `${guest.path}/versions/${proof.versionId}/ticket?for=ever`)
  expect(response.status).toBe(422)
})
