import { schema } from '@proofroom/db'
import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { canonicalJson, editEntry, project, readEntry } from '@proofroom/proof'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { CLOSE } from './close-codes.ts'
import { compact } from './journal/compact.ts'
import { type Folder, openFolder } from './journal/folding/folder.ts'
import { type JournalPool, openJournalPool } from './journal/pool.ts'
import { Renewal } from './journal/renew.ts'
import { type Client, eventually, Stage, saved } from './testing/index.ts'

const MARKS = 60
const MOVES = 30
const ACTORS = { side: 'customer', canAnnotate: true, canResolve: false } as const

let database: TestDatabase
let pool: JournalPool
let folder: Folder
let stage: Stage

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openJournalPool(database.url)
  folder = openFolder()
})
afterAll(async () => {
  await Promise.all([folder.close(), pool.close()])
  await database.drop()
})
beforeEach(async () => {
  stage = await Stage.open(database)
})
afterEach(() => stage.close())

const renewed = (quietMs = 0) => new Renewal(pool.reader, folder, quietMs).renew(stage.seeded.room)

/** The server may be weighing it at this moment: of two that would, one does. */
const isRenewed = () => eventually(async () => expect(await renewed()).toBe(true))

const row = async () => {
  const { rooms, roomStates } = schema
  const { room } = stage.seeded
  const [found] = await stage.asJournal((tx) =>
    tx
      .select({ epoch: rooms.epoch, generation: roomStates.generation, payload: roomStates.payload })
      .from(rooms)
      .leftJoin(roomStates, eq(roomStates.room, rooms.name))
      .where(eq(rooms.name, room)),
  )
  return found
}

/** Marks that were moved again and again, one after the other. */
async function fidget(client: Client): Promise<string[]> {
  const ids = Array.from({ length: MARKS }, (_, i) => client.comment(`Mark ${i}`))
  for (let move = 0; move < MOVES; move++) {
    client.doc.transact(() => {
      for (const id of ids) editEntry(client.doc, client.actorId, id, { text: `Moved ${move}` })
    })
    await saved(client)
  }
  return ids
}

const seenIn = (doc: Y.Doc, { actorId }: Client) => canonicalJson(project(doc, { [actorId]: ACTORS }))

async function leave(client: Client): Promise<void> {
  client.leave()
  await eventually(() => expect(stage.server.live.metrics().rooms).toBe(0))
  await eventually(async () => expect(await stage.journal()).toEqual([]))
}

test('a quiet room gets a document without a past: the same to everybody, and a fraction of the bytes', async () => {
  const ruth = await stage.join()
  await fidget(ruth)
  const before = seenIn(ruth.doc, ruth)
  await leave(ruth)
  const old = await row()
  await isRenewed()
  const fresh = await row()
  expect(fresh?.epoch).toBe(2)
  expect(fresh?.payload?.length).toBeLessThan((old?.payload?.length ?? 0) / 2)
  const newcomer = await stage.join()
  expect(seenIn(newcomer.doc, ruth)).toBe(before)
  expect([...(await stage.bindings()).values()]).toEqual([ruth.actorId])
  expect(await renewed()).toBe(false)
})

test('every edit stays in the history, in order, with its epoch', async () => {
  const ruth = await stage.join()
  const [first = ''] = await fidget(ruth)
  const written = await stage.journal()
  await leave(ruth)
  await isRenewed()
  const again = await stage.join({ actorId: ruth.actorId })
  editEntry(again.doc, ruth.actorId, first, { text: 'After' })
  await saved(again)
  await leave(again)
  const { journalHistory } = schema
  const history = await stage.asJournal((tx) =>
    tx.select().from(journalHistory).where(eq(journalHistory.room, stage.seeded.room)).orderBy(journalHistory.seq),
  )
  const old = history.slice(0, -1)
  expect(old.map(({ seq, payload }) => [seq, Buffer.from(payload).toString('hex')])).toEqual(
    written.map(({ seq, payload }) => [seq, Buffer.from(payload).toString('hex')]),
  )
  expect(history.map(({ epoch }) => epoch)).toEqual([...old.map(() => 1), 2])
  const replay = new Y.Doc()
  for (const { payload } of old) Y.applyUpdate(replay, payload)
  expect(readEntry(replay, ruth.actorId, first)).toMatchObject({ text: `Moved ${MOVES - 1}` })
})

test('a room in which somebody has just written is left alone, and so is a small one', async () => {
  const ruth = await stage.join()
  ruth.comment('Short and new.')
  await saved(ruth)
  expect(await renewed()).toBe(false)
  await fidget(ruth)
  await leave(ruth)
  expect(await renewed(3_600_000)).toBe(false)
  expect((await row())?.epoch).toBe(1)
})

test('a ticket for the old document lets nobody into the fresh one', async () => {
  const ruth = await stage.join()
  await fidget(ruth)
  await leave(ruth)
  const stale = stage.enter({ actorId: ruth.actorId })
  const ticket = await stage.ticket(ruth.grant)
  stale.leave()
  await eventually(() => expect(stage.server.live.metrics().connections).toBe(0))
  await isRenewed()
  const late = stage.enterWith(ticket)
  await eventually(() => expect(late.closes).toContain(CLOSE.ticket.code))
})

test('whoever is in the old document is sent away to come back, and nothing of theirs is written into the fresh one', async () => {
  const ruth = await stage.join()
  await fidget(ruth)
  await compact(pool.reader, folder, stage.seeded.room)
  const written = (await row())?.payload
  await isRenewed()
  await eventually(() => expect(ruth.closes).toContain(CLOSE.later.code))
  expect((await row())?.payload?.length).toBeLessThan((written?.length ?? 0) / 2)
})

test('an edit that is on its way while the room is renewed is refused, not lost in the wrong document', async () => {
  await stage.server.stop()
  // Nobody hears of the renewal: only the journal can tell.
  stage = await Stage.open(database, { bus: { sweepMs: 3_600_000 } })
  const ruth = await stage.join()
  await fidget(ruth)
  await stage.asJournal((tx) =>
    tx.update(schema.rooms).set({ epoch: 2 }).where(eq(schema.rooms.name, stage.seeded.room)),
  )
  const late = ruth.comment('Into which document?')
  await eventually(() => expect(ruth.closes).toContain(CLOSE.later.code))
  expect(readEntry(await stage.written(), ruth.actorId, late)).toBeNull()
})

test('a room that everybody left is renewed by itself after its quiet time', async () => {
  await stage.server.stop()
  stage = await Stage.open(database, { quietMs: 300 })
  const ruth = await stage.join()
  await fidget(ruth)
  ruth.leave()
  await eventually(async () => expect((await row())?.epoch).toBe(2))
})

test('an old room is renewed when somebody who only looked at it leaves', async () => {
  const ruth = await stage.join()
  await fidget(ruth)
  await leave(ruth)
  await database.sql.begin(async (tx) => {
    await tx`alter table journal_history no force row level security`
    await tx`update journal_history set created_at = created_at - interval '1 hour'`
    await tx`alter table journal_history force row level security`
  })
  const visitor = await stage.join()
  visitor.leave()
  await eventually(async () => expect((await row())?.epoch).toBe(2))
})

test('what is not worth it is not weighed again until something was written', async () => {
  const ruth = await stage.join()
  for (let i = 0; i < 200; i++) ruth.comment(`Never moved ${i} ${'x'.repeat(100)}`)
  await saved(ruth)
  await leave(ruth)
  let folded = 0
  const counting: Folder = {
    ...folder,
    renew(updates) {
      folded++
      return folder.renew(updates)
    },
  }
  const renewal = new Renewal(pool.reader, counting, 0)
  await eventually(async () => {
    expect(await renewal.renew(stage.seeded.room)).toBe(false)
    expect(folded).toBe(1)
  })
  expect(await renewal.renew(stage.seeded.room)).toBe(false)
  expect(folded).toBe(1)
})

test('a damaged room is not renewed', async () => {
  const ruth = await stage.join()
  await fidget(ruth)
  await database.sql.begin(async (tx) => {
    await tx`alter table journal no force row level security`
    await tx`update journal set payload = set_byte(payload, 5, get_byte(payload, 5) # 255)
      where seq = (select min(seq) from journal where room = ${stage.seeded.room})`
    await tx`alter table journal force row level security`
  })
  expect(await renewed()).toBe(false)
  expect(await compact(pool.reader, folder, stage.seeded.room)).toBe(0)
})
