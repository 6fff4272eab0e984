import { request } from 'node:http'
import { inTransaction } from '@proofroom/db'
import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { rootName } from '@proofroom/proof'
import { uuidv7 } from 'uuidv7'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Revocation } from '../../identity/index.ts'
import { announceRevocation } from './announce.ts'
import type { Grant } from './grant.ts'
import { roomName } from './room-name.ts'
import { Client, eventually, grantOf, Stage, saved, seedRoom } from './testing/index.ts'

let database: TestDatabase
let stage: Stage

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  stage = await Stage.open(database)
})
afterEach(() => stage.close())

/** A client that comes with this one ticket, whatever happens. */
function withTicket(ticket: string, grant: Grant, room = stage.seeded.room): Client {
  return new Client({ url: stage.server.url, room, grant, ticket: async () => ticket })
}

async function isRefused(client: Client, code: number): Promise<void> {
  await eventually(() => expect(client.closes).toContain(code))
  expect(client.provider.synced).toBe(false)
  client.leave()
}

test('a ticket opens one socket', async () => {
  const grant = grantOf()
  const ticket = await stage.ticket(grant)
  const first = withTicket(ticket, grant)
  await saved(first)
  await isRefused(withTicket(ticket, grant), 4401)
  first.leave()
})

test('of two who come with the same ticket at once, one gets in', async () => {
  const grant = grantOf()
  const ticket = await stage.ticket(grant)
  const both = [withTicket(ticket, grant), withTicket(ticket, grant)]
  await eventually(() => expect(both.flatMap((client) => client.closes)).toContain(4401))
  await eventually(() => expect(both.filter((client) => client.provider.synced)).toHaveLength(1))
  for (const client of both) client.leave()
})

test('an expired ticket opens nothing', async () => {
  const grant = grantOf()
  await isRefused(withTicket(await stage.ticket(grant, stage.seeded.room, 0), grant), 4401)
})

test('a made-up ticket opens nothing', async () => {
  await isRefused(withTicket(`${stage.seeded.shopId}.${'x'.repeat(32)}`, grantOf()), 4401)
  await isRefused(withTicket('', grantOf()), 4401)
  await isRefused(withTicket("'; drop table rooms; --", grantOf()), 4401)
})

test('a ticket opens its own room only', async () => {
  const other = await seedRoom(database.db)
  const grant = grantOf()
  await isRefused(withTicket(await stage.ticket(grant), grant, other.room), 4401)
})

test('a room that does not exist cannot be opened', async () => {
  const grant = grantOf()
  const room = roomName(uuidv7())
  await isRefused(withTicket(await stage.ticket(grant, room), grant, room), 4401)
  expect(stage.server.live.metrics().rooms).toBe(0)
})

test('a ticket stands in the database only as a hash', async () => {
  const ticket = await stage.ticket(grantOf())
  const { shopId } = stage.seeded
  const rows = await inTransaction(database.db, { shopId }, (tx) => tx.query.tickets.findMany())
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain(ticket.split('.')[1])
})

const id = uuidv7()
const REVOCATIONS: { name: string; given: Partial<Grant>; what: Revocation }[] = [
  { name: 'a link', given: { linkId: id, linkGeneration: 1 }, what: { linkId: id } },
  { name: 'a member', given: { memberId: id }, what: { memberId: id } },
  { name: 'a participant', given: { participantId: id }, what: { participantId: id } },
]

function revoke(what: Revocation): Promise<void> {
  const { shopId } = stage.seeded
  return inTransaction(database.db, { shopId }, (tx) => announceRevocation(tx, what))
}

test.each(REVOCATIONS)(
  'revoking $name ends its sockets within two seconds, and nobody else’s',
  async ({ given, what }) => {
    const gone = await stage.join(given)
    const stays = await stage.join({ linkId: uuidv7(), memberId: uuidv7(), participantId: uuidv7() })
    const start = performance.now()
    await revoke(what)
    await eventually(() => expect(gone.closes).toContain(4403))
    expect(performance.now() - start).toBeLessThan(2_000)
    expect(stays.closes).toEqual([])
  },
)

test('a ticket that was not used yet is worth nothing after the revocation', async () => {
  const grant = grantOf({ linkId: id, linkGeneration: 1 })
  const ticket = await stage.ticket(grant)
  await revoke({ linkId: id })
  await isRefused(withTicket(ticket, grant), 4401)
})

test('nothing is written after a revocation', async () => {
  const grant = grantOf({ linkId: id, linkGeneration: 1 })
  const gone = withTicket(await stage.ticket(grant), grant)
  await saved(gone)
  const drawing = setInterval(() => gone.comment('more'), 1)
  const written = async () => (await stage.written()).getMap(rootName(gone.actorId)).size
  await eventually(async () => expect(await written()).toBeGreaterThan(20))
  stage.server.live.revoke({ linkId: id })
  await eventually(() => expect(gone.closes).toContain(4403))
  await eventually(() => expect(stage.server.live.metrics().queue).toBe(0))
  const before = await written()
  await eventually(() => expect(gone.provider.unsyncedChanges).toBeGreaterThan(20))
  clearInterval(drawing)
  expect(await written()).toBe(before)
  gone.leave()
})

test('access ends when it expires', async () => {
  const soon = await stage.join({ expiresAt: new Date(Date.now() + 700).toISOString() })
  await eventually(() => expect(soon.closes).toContain(4401))
})

test('who may only look sees everything and writes nothing', async () => {
  const maker = await stage.join({ side: 'shop' })
  const viewer = await stage.join({ readOnly: true, readOnlyReason: 'role.viewer' })
  expect(viewer.provider.authorizedScope).toBe('readonly')
  const shown = maker.comment('Look.')
  await eventually(() => expect(viewer.reads(maker.actorId, shown)).toBe('Look.'))
  const tried = viewer.comment('Mine?')
  const after = maker.comment('And now?')
  await eventually(() => expect(viewer.reads(maker.actorId, after)).toBe('And now?'))
  expect(viewer.provider.unsyncedChanges).toBe(1)
  expect(maker.reads(viewer.actorId, tried)).toBeNull()
  expect(await stage.journal()).toHaveLength(2)
})

/** The status with which an upgrade is answered. */
function upgrade(path: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const opening = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.from('sixteen bytes ok').toString('base64'),
    }
    const asked = request({ port: stage.server.port, path, headers: { ...opening, ...headers } })
    asked.on('response', (response) => resolve(response.statusCode))
    asked.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve(response.statusCode)
    })
    asked.on('error', reject)
    asked.end()
  })
}

test('another site’s page opens no socket', async () => {
  expect(await upgrade('/live', { origin: 'https://elsewhere.example' })).toBe(403)
  expect(await upgrade('/live')).toBe(101)
  expect(await upgrade('/elsewhere')).toBe(404)
})

test('one address opens only so many sockets', async () => {
  await stage.server.stop()
  stage = await Stage.open(database, { limits: { socketsPerAddress: 2 } })
  await stage.join()
  const second = await stage.join()
  expect(await upgrade('/live')).toBe(429)
  second.leave()
  await eventually(async () => expect(await upgrade('/live')).toBe(101))
})
