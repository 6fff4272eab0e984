import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CLOSE } from '../close-codes.ts'
import { createCounters } from '../metrics.ts'
import { type SeededRoom, SILENT, seedRoom } from '../testing/index.ts'
import { Journal } from './append.ts'
import type { Edit } from './insert.ts'
import { type JournalPool, openJournalPool } from './pool.ts'

let database: TestDatabase
let pool: JournalPool
let journal: Journal
let one: SeededRoom
let other: SeededRoom

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openJournalPool(database.url)
})
afterAll(async () => {
  await pool.close()
  await database.drop()
})
beforeEach(async () => {
  one = await seedRoom(database.db)
  other = await seedRoom(database.db)
  journal = openJournal()
})

const openJournal = () =>
  new Journal({
    ...{ sql: pool.sql, log: SILENT, counters: createCounters(), appendMs: 5_000, answerMs: 2_000 },
    announcer: () => 'test',
  })

let clientId = 0

const edit = ({ room }: SeededRoom, given: Partial<Edit> = {}): Edit => ({
  ...{ room, epoch: 1, actorId: uuidv7(), clientIds: [++clientId] },
  ...{ payload: new Uint8Array([1, 2, 3]), isRevoked: () => false },
  ...given,
})

async function rowsOf({ room }: SeededRoom): Promise<{ xid: string }[]> {
  const rows = await pool.reader.execute(sql`select xid::text as xid from journal where room = ${room} order by seq`)
  return rows as unknown as { xid: string }[]
}

test('edits of all rooms that come while one commit is under way share the next', async () => {
  const edits = Array.from({ length: 100 }, (_, i) => journal.append(edit(i % 2 ? one : other)))
  expect(journal.queue).toBe(100)
  await Promise.all(edits)
  const commits = new Set([...(await rowsOf(one)), ...(await rowsOf(other))].map(({ xid }) => xid))
  expect((await rowsOf(one)).length + (await rowsOf(other)).length).toBe(100)
  expect(commits.size).toBe(2)
  expect(journal.queue).toBe(0)
})

test('an edit that can never be written takes no other room down with it', async () => {
  const first = journal.append(edit(other))
  const bad = journal.append(edit(one, { actorId: 'nobody' }))
  const good = [journal.append(edit(other)), journal.append(edit(other))]
  await expect(bad).rejects.toMatchObject({ code: CLOSE.later.code })
  await Promise.all([first, ...good])
  expect(await rowsOf(other)).toHaveLength(3)
  expect(await rowsOf(one)).toHaveLength(0)
})

test('an edit whose author lost their access while it waited is not written', async () => {
  const first = journal.append(edit(other))
  const revoked = journal.append(edit(one, { isRevoked: () => true }))
  await expect(revoked).rejects.toMatchObject({ code: CLOSE.access.code })
  await first
  expect(await rowsOf(one)).toHaveLength(0)
})

test('a room that is not there is closed', async () => {
  await expect(journal.append(edit({ ...one, room: 'p:nowhere' }))).rejects.toMatchObject({ code: CLOSE.closed.code })
})

test('of two processes that take one client id for two people at one moment, one refuses; nobody else is touched', async () => {
  const elsewhere = openJournal()
  for (let round = 0; round < 20; round++) {
    const clientIds = [++clientId]
    const taken = [journal, elsewhere].map((each) => each.append(edit(one, { clientIds })))
    const bystanders = [journal, elsewhere].flatMap((each) => [each.append(edit(one)), each.append(edit(other))])
    const results = await Promise.allSettled(taken)
    await Promise.all(bystanders)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: CLOSE.refused.code } })
  }
  expect(await rowsOf(one)).toHaveLength(60)
})

test('one person in two tabs on two processes may speak under one client id', async () => {
  const elsewhere = openJournal()
  for (let round = 0; round < 20; round++) {
    const same = { clientIds: [++clientId], actorId: uuidv7() }
    await Promise.all([journal, elsewhere].map((each) => each.append(edit(one, same))))
  }
  expect(await rowsOf(one)).toHaveLength(40)
})
