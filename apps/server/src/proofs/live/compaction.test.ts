import { inTransaction, schema } from '@proofroom/db'
import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { rootName } from '@proofroom/proof'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { compact } from './journal/compact.ts'
import { openFolder } from './journal/folding/folder.ts'
import { type JournalPool, openJournalPool } from './journal/pool.ts'
import { newerThan, projectRoom, roomSnapshot } from './snapshot.ts'
import { type Client, eventually, Stage, saved } from './testing/index.ts'

let database: TestDatabase
let pool: JournalPool
let stage: Stage
const folder = openFolder()

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openJournalPool(database.url)
})
afterAll(async () => {
  await folder.close()
  await pool.close()
  await database.drop()
})
beforeEach(async () => {
  stage = await Stage.open(database)
})
afterEach(() => stage.close())

const inShop = <T>(work: Parameters<typeof inTransaction<T>>[2]): Promise<T> =>
  inTransaction(database.db, { shopId: stage.seeded.shopId }, work)

const state = () =>
  stage.asJournal((tx) => tx.select().from(schema.roomStates).where(eq(schema.roomStates.room, stage.seeded.room)))

async function say(client: Client, times: number): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < times; i++) ids.push(client.comment(`Mark ${i}`))
  await saved(client)
  return ids
}

test('when everybody has left, the journal becomes one state, and nothing of it is lost', async () => {
  const ruth = await stage.join()
  const ids = await say(ruth, 60)
  ruth.leave()
  await eventually(async () => expect(await stage.journal()).toEqual([]))
  expect((await state())[0]?.generation).toBe(1)
  const later = await stage.join()
  expect(ids.filter((id) => later.reads(ruth.actorId, id) === null)).toEqual([])
})

test('a room in use is compacted too, while people go on', async () => {
  await stage.server.stop()
  stage = await Stage.open(database, { limits: { journalRows: 500 } })
  const ruth = await stage.join()
  const first = await say(ruth, 510)
  const second = await say(ruth, 30)
  await eventually(async () => expect((await state())[0]?.generation).toBe(1))
  expect((await stage.journal()).length).toBeLessThan(100)
  const { projectionSource } = await inShop((tx) => roomSnapshot(tx, stage.seeded.room))
  const doc = new Y.Doc()
  Y.applyUpdate(doc, projectionSource)
  const root = doc.getMap(rootName(ruth.actorId))
  expect([...first, ...second].filter((id) => !root.has(id))).toEqual([])
  expect(ruth.closes).toEqual([])
})

test('two that compact the same room at once do it once', async () => {
  const ruth = await stage.join()
  await say(ruth, 40)
  const done = await Promise.all([1, 2].map(() => compact(pool.reader, folder, stage.seeded.room)))
  expect(done.reduce((sum, rows) => sum + rows, 0)).toBe(40)
  expect((await state())[0]?.generation).toBe(1)
})

test('a watermark knows newer edits, also across a compaction', async () => {
  const ruth = await stage.join()
  await say(ruth, 30)
  const { room } = stage.seeded
  const actors = { [ruth.actorId]: { side: 'customer', canAnnotate: true, canResolve: false } } as const
  const before = await inShop((tx) => projectRoom(tx, room, actors))
  expect(before.projection.comments).toHaveLength(30)
  expect(await inShop((tx) => newerThan(tx, room, before.watermark))).toBe(false)

  await compact(pool.reader, folder, room)
  expect(await inShop((tx) => newerThan(tx, room, before.watermark))).toBe(false)
  const compacted = await inShop((tx) => projectRoom(tx, room, actors))
  expect(compacted.hash).toBe(before.hash)

  await say(ruth, 25)
  expect(await inShop((tx) => newerThan(tx, room, before.watermark))).toBe(true)
  expect(await inShop((tx) => newerThan(tx, room, compacted.watermark))).toBe(true)
  await compact(pool.reader, folder, room)
  expect(await inShop((tx) => newerThan(tx, room, compacted.watermark))).toBe(true)
})

test('another shop’s room is no room', async () => {
  const elsewhere = await Stage.openBeside(stage)
  await expect(inShop((tx) => roomSnapshot(tx, elsewhere.seeded.room))).rejects.toThrow('There is no room')
})
