import { inTransaction, schema } from '@proofroom/db'
import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { addEntry, readEntry, rootName } from '@proofroom/proof'
import { eq } from 'drizzle-orm'
import * as encoding from 'lib0/encoding'
import { uuidv7 } from 'uuidv7'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { announceClosed, announceRevocation } from '../announce.ts'
import type { Grant } from '../grant.ts'
import { eventually, grantOf, Stage, saved } from '../testing/index.ts'
import { PlainClient } from '../testing/plain-client.ts'

let database: TestDatabase
let stage: Stage
let clients: PlainClient[] = []

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  stage = await Stage.open(database)
})
afterEach(async () => {
  for (const client of clients) client.leave()
  clients = []
  await stage.close()
})

const TEN_MINUTES = 600

/** Somebody who is on their way in with a ticket that is good for a while. */
async function enter(given: Partial<Grant> = {}, { ttlSeconds = TEN_MINUTES, doc = new Y.Doc() } = {}) {
  const grant = grantOf({ reusable: true, ...given })
  return comeWith(await stage.ticket(grant, stage.seeded.room, ttlSeconds), grant.actorId, doc)
}

function comeWith(ticket: string, actorId: string, doc?: Y.Doc): PlainClient {
  const client = new PlainClient({ url: stage.server.url, room: stage.seeded.room, actorId, ticket, doc })
  clients.push(client)
  return client
}

async function join(given: Partial<Grant> = {}): Promise<PlainClient> {
  const client = await enter(given)
  await eventually(() => expect(client.provider.synced).toBe(true))
  return client
}

const isClosed = (client: PlainClient, code: number) => eventually(() => expect(client.closes).toContain(code))

/** Whether the database has an entry. */
const isWritten = async (actorId: string, id: string) => readEntry(await stage.written(), actorId, id) !== null

test('edits go both ways between a plain client and ours, and are in the journal', async () => {
  const maker = await stage.join({ side: 'shop' })
  const before = maker.comment('Here before.')
  const ruth = await join()
  await eventually(() => expect(ruth.reads(maker.actorId, before)).toBe('Here before.'))
  const hers = ruth.comment('Bigger, please.')
  const theirs = maker.comment('Like this?')
  await eventually(() => {
    expect(maker.reads(ruth.actorId, hers)).toBe('Bigger, please.')
    expect(ruth.reads(maker.actorId, theirs)).toBe('Like this?')
  })
  expect(await isWritten(ruth.actorId, hers)).toBe(true)
  expect((await stage.bindings()).get(ruth.doc.clientID)).toBe(ruth.actorId)
  expect(ruth.closes).toEqual([])
})

test('two plain clients see each other’s edits', async () => {
  const [ruth, tom] = [await join(), await join()]
  const said = ruth.comment('Hello, Tom.')
  await eventually(() => expect(tom.reads(ruth.actorId, said)).toBe('Hello, Tom.'))
})

test('nobody is shown what is not committed', async () => {
  const maker = await stage.join({ side: 'shop' })
  const ruth = await join()
  await stage.asJournal(async (tx) => {
    await tx.execute('lock table journal in exclusive mode')
    const said = ruth.comment('Not written yet.')
    await eventually(() => expect(stage.server.live.metrics().queue).toBe(1))
    const next = await join()
    expect(next.reads(ruth.actorId, said)).toBeNull()
    expect(maker.reads(ruth.actorId, said)).toBeNull()
    expect(stage.server.live.metrics().queue).toBe(1)
  })
  await eventually(() => expect(maker.doc.getMap(rootName(ruth.actorId)).size).toBe(1))
})

test('awareness goes both ways, with the name that the ticket says', async () => {
  const maker = await stage.join({ side: 'shop', name: 'Maya Okafor', initials: 'MO', colour: 1 })
  const ruth = await join()
  ruth.provider.awareness.setLocalState({ user: { name: 'Maya Okafor', side: 'shop' }, typing: 'x', admin: true })
  maker.provider.setAwarenessField('cursor', { page: 'p', x: 0.5, y: 0.5 })
  await eventually(() => {
    expect(maker.provider.awareness?.getStates().get(ruth.doc.clientID)).toEqual({
      typing: 'x',
      user: { actorId: ruth.actorId, name: 'Ruth Keller', initials: 'RK', colour: 3, side: 'customer' },
    })
    expect(ruth.provider.awareness.getStates().get(maker.doc.clientID)).toMatchObject({
      cursor: { x: 0.5 },
      user: { name: 'Maya Okafor', side: 'shop' },
    })
  })
})

test('who leaves is gone for the others', async () => {
  const maker = await stage.join({ side: 'shop' })
  const ruth = await join()
  ruth.provider.awareness.setLocalStateField('typing', 'x')
  const seen = () => maker.provider.awareness?.getStates().has(ruth.doc.clientID)
  await eventually(() => expect(seen()).toBe(true))
  ruth.leave()
  await eventually(() => expect(seen()).toBe(false))
})

test('that the provider sends others’ states back moves nobody’s cursor', async () => {
  const maker = await stage.join({ side: 'shop' })
  const [ruth, tom] = [await join(), await join()]
  for (let i = 0; i < 50; i++) {
    maker.provider.setAwarenessField('cursor', { page: 'p', x: i / 100, y: 0 })
    await eventually(() => {
      for (const { provider } of [ruth, tom]) {
        expect(provider.awareness.getStates().get(maker.doc.clientID)?.cursor?.x).toBe(i / 100)
      }
    })
  }
  expect(maker.provider.awareness?.getStates().get(maker.doc.clientID)?.cursor?.x).toBe(0.49)
  expect(tom.provider.awareness.getStates().get(maker.doc.clientID)?.user.actorId).toBe(maker.actorId)
})

test('who shows no presence of their own does not get somebody else’s', async () => {
  const maker = await stage.join({ side: 'shop' })
  maker.provider.setAwarenessField('typing', 'x')
  const silent = await enter()
  silent.provider.awareness.setLocalState(null)
  await eventually(() => expect(silent.provider.awareness.getStates().get(maker.doc.clientID)?.typing).toBe('x'))
  maker.provider.setAwarenessField('typing', 'y')
  await eventually(() => expect(silent.provider.awareness.getStates().get(maker.doc.clientID)?.typing).toBe('y'))
  silent.provider.awareness.setLocalState({ typing: 'own' })
  await eventually(() =>
    expect(maker.provider.awareness?.getStates().get(silent.doc.clientID)).toMatchObject({
      typing: 'own',
      user: { actorId: silent.actorId },
    }),
  )
})

test('edits of an offline evening, and those made before the first sync, arrive and are not refused', async () => {
  const doc = new Y.Doc()
  const maker = await stage.join({ side: 'shop' })
  maker.comment('Here before.')
  await saved(maker)
  const actorId = uuidv7()
  const evening = Array.from({ length: 200 }, (_, i) => addEntry(doc, actorId, { kind: 'comment', text: `Mark ${i}` }))
  const ruth = await enter({ actorId }, { doc })
  ruth.provider.on('status', ({ status }: { status: string }) => {
    if (status === 'connected') evening.push(ruth.comment('First'), ruth.comment('Second'))
  })
  await eventually(() => {
    expect(evening).toHaveLength(202)
    expect(evening.filter((id) => maker.reads(actorId, id) === null)).toEqual([])
  })
  expect(ruth.closes).toEqual([])
})

const FORGERIES: { name: string; forge(evil: PlainClient, victim: string, entry: string): void }[] = [
  {
    name: 'overwriting another’s entry',
    forge: (evil, victim, entry) => evil.doc.getMap(rootName(victim)).set(entry, { v: 1, kind: 'comment' }),
  },
  { name: 'deleting another’s entry', forge: (evil, victim, entry) => evil.doc.getMap(rootName(victim)).delete(entry) },
  { name: 'opening a root', forge: (evil) => void evil.doc.getMap('orders').set('x', 1) },
]

test.each(FORGERIES)('$name closes the socket for good, and nobody sees it', async ({ forge }) => {
  const victim = await stage.join()
  const entry = victim.comment('Mine.')
  await saved(victim)
  const evil = await join()
  forge(evil, victim.actorId, entry)
  await isClosed(evil, 4422)
  expect(stage.server.violations).toMatchObject([{ actorId: evil.actorId, room: stage.seeded.room }])
  expect(victim.reads(victim.actorId, entry)).toBe('Mine.')
  expect(await stage.journal()).toHaveLength(1)
  expect(evil.provider.shouldConnect).toBe(false)
})

test('who may only look sees everything and writes nothing', async () => {
  const maker = await stage.join({ side: 'shop' })
  const viewer = await join({ readOnly: true, readOnlyReason: 'role.viewer' })
  const tried = viewer.comment('Mine?')
  const shown = maker.comment('Look.')
  await eventually(() => expect(viewer.reads(maker.actorId, shown)).toBe('Look.'))
  expect(maker.reads(viewer.actorId, tried)).toBeNull()
  expect(await stage.journal()).toHaveLength(1)
})

test('a revoked link ends the socket within two seconds and takes the ticket with it', async () => {
  const linkId = uuidv7()
  const grant = grantOf({ reusable: true, linkId, linkGeneration: 1 })
  const ticket = await stage.ticket(grant, stage.seeded.room, TEN_MINUTES)
  const gone = comeWith(ticket, grant.actorId)
  await eventually(() => expect(gone.provider.synced).toBe(true))
  const start = performance.now()
  await inTransaction(database.db, { shopId: stage.seeded.shopId }, (tx) => announceRevocation(tx, { linkId }))
  await isClosed(gone, 4403)
  expect(performance.now() - start).toBeLessThan(2_000)
  await isClosed(comeWith(ticket, grant.actorId), 4401)
})

test('when the version closes, so does the socket; with the same ticket one comes back and reads', async () => {
  const ruth = await join()
  const said = ruth.comment('In time.')
  await eventually(async () => expect(await isWritten(ruth.actorId, said)).toBe(true))
  const { shopId, versionId } = stage.seeded
  await inTransaction(database.db, { shopId }, async (tx) => {
    const { versions } = schema
    await tx.update(versions).set({ state: 'signed', signedAt: new Date() }).where(eq(versions.id, versionId))
    await announceClosed(tx, versionId)
  })
  await isClosed(ruth, 4409)
  ruth.comment('Too late.')
  ruth.provider.connect()
  await eventually(() => expect(ruth.provider.synced).toBe(true))
  const later = await join()
  expect(later.doc.getMap(rootName(ruth.actorId)).size).toBe(1)
  expect(ruth.closes).toEqual([4409])
})

test('the provider comes back by itself with the same ticket', async () => {
  const ruth = await join()
  await stage.server.stop()
  await isClosed(ruth, 1013)
  const offline = ruth.comment('Said while it was away.')
  await stage.restart()
  ruth.provider.serverUrl = `${stage.server.url}/yjs`
  await eventually(async () => expect(await isWritten(ruth.actorId, offline)).toBe(true))
})

test('an expired ticket, a made-up one and one for another room open nothing', async () => {
  await isClosed(await enter({}, { ttlSeconds: 0 }), 4401)
  await isClosed(comeWith('', uuidv7()), 4401)
  await isClosed(comeWith(`${stage.seeded.shopId}.${'x'.repeat(32)}`, uuidv7()), 4401)
  const other = await Stage.openBeside(stage)
  const grant = grantOf({ reusable: true })
  await isClosed(comeWith(await stage.ticket(grant, other.seeded.room), grant.actorId), 4401)
})

test('a single-use ticket opens one socket here too', async () => {
  const grant = grantOf()
  const ticket = await stage.ticket(grant)
  const first = comeWith(ticket, grant.actorId)
  await eventually(() => expect(first.provider.synced).toBe(true))
  await isClosed(comeWith(ticket, grant.actorId), 4401)
})

/** A socket that says anything. */
async function open(path: string): Promise<{ socket: WebSocket; closed: Promise<number> }> {
  const socket = new WebSocket(`ws://127.0.0.1:${stage.server.port}${path}`)
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject))
  return { socket, closed }
}

test('what the protocol has no word for ends the socket', async () => {
  const path = async () =>
    `/live/yjs/${encodeURIComponent(stage.seeded.room)}?ticket=${await stage.ticket(grantOf({ reusable: true }))}`
  const frames = [
    'text',
    new Uint8Array(),
    Uint8Array.of(2, 0, 0),
    Uint8Array.of(7),
    Uint8Array.of(0, 2, 200),
    Uint8Array.of(0, 9, 0),
    Uint8Array.of(1, 3, 9, 9, 9),
    encoding.encode((encoder) => encoding.writeVarString(encoder, stage.seeded.room)),
  ]
  for (const frame of frames) {
    const { socket, closed } = await open(await path())
    socket.send(frame)
    expect(await closed).toBe(1003)
  }
  await expect(open('/live/yjs/')).rejects.toThrow('404')
  await expect(open('/live/yjs/%zz')).rejects.toThrow('404')
  await expect(open(`/live/yjs/${stage.seeded.room}/more`)).rejects.toThrow('404')
})
