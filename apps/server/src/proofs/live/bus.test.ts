import { connect, type Database, inTransaction } from '@proofroom/db'
import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { addEntry, readEntry } from '@proofroom/proof'
import { uuidv7 } from 'uuidv7'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { announceClosed } from './announce.ts'
import { CLOSE } from './close-codes.ts'
import { compact } from './journal/compact.ts'
import { openFolder } from './journal/folding/folder.ts'
import { openJournalPool } from './journal/pool.ts'
import { type Client, eventually, type LiveServer, Stage, saved, startLive } from './testing/index.ts'
import { type FaultProxy, proxyTo } from './testing/proxy.ts'
import { writeIn } from './write-in.ts'

/** So long that what these tests wait for is done by the bus itself, or by the gap that a cut leaves. */
const NO_SWEEP = { sweepMs: 3_600_000 }

let database: TestDatabase
let stage: Stage
let proxy: FaultProxy
let proxied: Database
/** Another process; between it and the database is a network that fails. */
let other: LiveServer

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  proxy = await proxyTo(database.url)
  proxied = connect(proxy.url)
})
afterEach(async () => {
  proxy.up()
  await other.stop()
  await stage.close()
  await proxied.close()
  proxy.close()
})

async function open(bus: { sweepMs?: number; silentMs?: number } = NO_SWEEP): Promise<{ ruth: Client; maker: Client }> {
  stage = await Stage.open(database, { bus })
  other = await startLive(proxied, { bus })
  await eventually(() => expect([stage.server, other].map(({ live }) => live.metrics().neighbours)).toEqual([1, 1]))
  return { ruth: await stage.join(), maker: await stage.join({ side: 'shop' }, undefined, other) }
}

const shown = (seenBy: Client, client: Client) => seenBy.provider.awareness?.getStates().get(client.doc.clientID)

const contentOf = (doc: Y.Doc) => Buffer.from(Y.encodeStateVector(doc)).toString('hex')

/** A stroke of about 16 KB. */
function draw({ doc, actorId }: Client): string {
  const points = Array.from({ length: 2_000 }, () => Number(Math.random().toFixed(4)))
  return addEntry(doc, actorId, { kind: 'annotation', page: 'front', shape: 'freehand', geometry: { points } })
}

const has = (seenBy: Client, { actorId }: Client, id: string) => readEntry(seenBy.doc, actorId, id) !== null

test('edits go both ways at once, each into the journal once, and everybody has the same', async () => {
  const { ruth, maker } = await open()
  for (let i = 0; i < 50; i++) {
    ruth.comment(`Ruth ${i}`)
    maker.comment(`Maker ${i}`)
    if (i % 10 === 0) await saved(ruth, maker)
  }
  await saved(ruth, maker)
  await eventually(() => expect(contentOf(ruth.doc)).toBe(contentOf(maker.doc)))
  expect(contentOf(await stage.written())).toBe(contentOf(ruth.doc))
  expect(await stage.journal()).toHaveLength(100)
  expect([...ruth.closes, ...maker.closes]).toEqual([])
})

test('what is too large to be told is read from the journal, and what is said right after it waits for it', async () => {
  const { ruth, maker } = await open()
  for (let i = 0; i < 5; i++) {
    const said = [draw(ruth), ruth.comment('Right after it.')]
    await eventually(() => expect(said.filter((id) => !has(maker, ruth, id))).toEqual([]))
  }
})

test('edits made while a process is cut off from the database are there after it listens again', async () => {
  const { ruth, maker } = await open()
  proxy.down()
  const small = Array.from({ length: 30 }, (_, i) => ruth.comment(`Mark ${i}`))
  const large = draw(ruth)
  await saved(ruth)
  expect(small.filter((id) => maker.reads(ruth.actorId, id) !== null)).toEqual([])
  proxy.up()
  await eventually(() => expect([...small, large].filter((id) => !has(maker, ruth, id))).toEqual([]))
  const later = ruth.comment('Later')
  await eventually(() => expect(maker.reads(ruth.actorId, later)).toBe('Later'))
})

test('cut again and again, it still misses nothing', async () => {
  const { ruth, maker } = await open()
  const said: string[] = []
  for (let i = 0; i < 8; i++) {
    proxy.cut()
    said.push(ruth.comment(`Right after cut ${i}`))
    await saved(ruth)
    await eventually(() => expect(said.filter((id) => !maker.reads(ruth.actorId, id))).toEqual([]))
  }
})

test('what nobody announced is found by the comparison with the journal', async () => {
  const { ruth, maker } = await open({ sweepMs: 50 })
  const { room, shopId } = stage.seeded
  const actor = { actorId: uuidv7(), canAnnotate: true, canResolve: false }
  const said = await inTransaction(database.db, { shopId }, (tx) =>
    writeIn(tx, {
      ...{ room, actor, at: new Date() },
      write: (doc) => addEntry(doc, actor.actorId, { kind: 'comment', text: 'Told to nobody.' }),
    }),
  )
  await eventually(() => {
    for (const client of [ruth, maker]) expect(client.reads(actor.actorId, said)).toBe('Told to nobody.')
  })
})

test('who brings along what this process has missed is not refused: the journal is asked first', async () => {
  await open()
  const { room, shopId } = stage.seeded
  const actor = { actorId: uuidv7(), canAnnotate: true, canResolve: false }
  const write = (doc: Y.Doc) => addEntry(doc, actor.actorId, { kind: 'comment', text: 'Told to nobody.' })
  await inTransaction(database.db, { shopId }, (tx) => writeIn(tx, { room, actor, at: new Date(), write }))
  const guest = stage.enter({}, await stage.written(), other)
  const own = guest.comment('I have seen it.')
  await saved(guest)
  expect(guest.closes).toEqual([])
  await eventually(async () => expect(readEntry(await stage.written(), guest.actorId, own)).not.toBeNull())
})

test('a process that is behind when another compacts takes the state', async () => {
  const { ruth, maker } = await open()
  proxy.down()
  const said = Array.from({ length: 40 }, (_, i) => ruth.comment(`Mark ${i}`))
  await saved(ruth)
  const pool = openJournalPool(database.url)
  const folder = openFolder()
  expect(await compact(pool.reader, folder, stage.seeded.room)).toBe(40)
  await Promise.all([pool.close(), folder.close()])
  expect(await stage.journal()).toEqual([])
  proxy.up()
  await eventually(() => expect(said.filter((id) => !maker.reads(ruth.actorId, id))).toEqual([]))
})

test('two processes that load a room at one moment, with edits made before connecting, agree', async () => {
  await open()
  for (let round = 0; round < 8; round++) {
    const beside = await Stage.openBeside(stage)
    const people = [stage.server, other].map((server) => {
      const doc = new Y.Doc()
      const client = beside.enter({}, doc, server)
      return { client, said: client.comment(`Offline ${round}`) }
    })
    const clients = people.map(({ client }) => client)
    await saved(...clients)
    await eventually(() => {
      for (const { client, said } of people)
        for (const reader of clients) expect(reader.reads(client.actorId, said)).toBe(`Offline ${round}`)
    })
    expect(clients.flatMap(({ closes }) => closes)).toEqual([])
    await beside.close()
  }
})

test('cursors are seen across processes, and one that leaves is gone within 200 ms', async () => {
  const { ruth, maker } = await open()
  ruth.provider.setAwarenessField('cursor', { page: 'p', x: 0.1, y: 0.1 })
  await eventually(() => expect(shown(maker, ruth)?.cursor).toMatchObject({ x: 0.1 }))
  expect(shown(maker, ruth)?.user.actorId).toBe(ruth.actorId)
  const left = performance.now()
  ruth.leave()
  await eventually(() => expect(shown(maker, ruth)).toBeUndefined())
  expect(performance.now() - left).toBeLessThan(200)
})

test('who comes into a room sees the cursors of those who are on another process', async () => {
  const { ruth, maker } = await open()
  ruth.provider.setAwarenessField('typing', 'x')
  await eventually(() => expect(shown(maker, ruth)?.typing).toBe('x'))
  maker.leave()
  await eventually(() => expect(other.live.metrics().rooms).toBe(0))
  const later = await stage.join({ side: 'shop' }, undefined, other)
  await eventually(() => expect(shown(later, ruth)?.typing).toBe('x'))
})

test('many cursors and long strokes cross over; a stroke too long for the bus leaves its cursor', async () => {
  const { ruth, maker } = await open()
  const guests = await Promise.all(Array.from({ length: 30 }, () => stage.join()))
  for (const [i, guest] of guests.entries()) guest.provider.setAwarenessField('typing', `${i} ${'y'.repeat(400)}`)
  await eventually(() => {
    for (const [i, guest] of guests.entries()) expect(shown(maker, guest)?.typing).toMatch(new RegExp(`^${i} y+$`))
  })
  ruth.provider.awareness?.setLocalState({ typing: 'on', drawing: { points: 'z'.repeat(7_000) } })
  await eventually(() => expect(shown(maker, ruth)?.typing).toBe('on'))
  expect(shown(maker, ruth)?.drawing).toBeUndefined()
})

test('who moves to another process keeps their cursor when the first one misses them late', async () => {
  const { ruth, maker } = await open()
  ruth.provider.setAwarenessField('typing', 'first')
  await eventually(() => expect(shown(maker, ruth)?.typing).toBe('first'))
  const moved = await stage.join({ actorId: ruth.actorId }, ruth.doc, other)
  moved.provider.awareness?.setLocalState(ruth.provider.awareness?.getLocalState() ?? null)
  await eventually(() => expect(shown(maker, moved)?.user).toBeDefined())
  await ruth.disconnect()
  await eventually(() => expect(stage.server.live.metrics().connections).toBe(0))
  moved.provider.setAwarenessField('typing', 'second')
  await eventually(() => expect(shown(maker, moved)?.typing).toBe('second'))
})

test('the cursors of a process that died go after a while without a word', async () => {
  const { ruth, maker } = await open({ sweepMs: 50, silentMs: 800 })
  maker.provider.setAwarenessField('typing', 'x')
  await eventually(() => expect(shown(ruth, maker)?.typing).toBe('x'))
  proxy.down()
  await eventually(() => expect(shown(ruth, maker)).toBeUndefined())
  expect(stage.server.live.metrics().neighbours).toBe(0)
  proxy.up()
  await eventually(() => expect(stage.server.live.metrics().neighbours).toBe(1))
  await eventually(() => {
    maker.provider.setAwarenessField('typing', `y${performance.now()}`)
    expect(shown(ruth, maker)?.typing).toMatch(/^y/)
  })
})

test('a closed version’s room ends on every process', async () => {
  const { ruth, maker } = await open()
  await database.db.transaction((tx) => announceClosed(tx, stage.seeded.versionId))
  await eventually(() => {
    for (const client of [ruth, maker]) expect(client.closes[0]).toBe(CLOSE.closed.code)
  })
})
