import { inTransaction } from '@proofroom/db'
import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { roomSnapshot } from './snapshot.ts'
import { eventually, Stage, saved } from './testing/index.ts'

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

/** A byte of one row turned over, as a failing disk does it. */
async function rot(seq: number): Promise<void> {
  await database.sql.begin(async (tx) => {
    await tx`alter table journal no force row level security`
    await tx`update journal set payload = set_byte(payload, 5, get_byte(payload, 5) # 255) where seq = ${seq}`
    await tx`alter table journal force row level security`
  })
}

test('a row that rotted is set aside; the rest opens, read-only and with the reason', async () => {
  const ruth = await stage.join()
  const maker = await stage.join({ side: 'shop' })
  const sound = ruth.comment('Sound.')
  await saved(ruth)
  maker.comment('This one rots.')
  await saved(maker)
  const [, rotten] = await stage.journal()
  if (!rotten) throw new Error('two edits were written')
  await rot(rotten.seq)
  ruth.leave()
  maker.leave()
  await stage.restart()

  const later = await stage.join()
  expect(later.reads(ruth.actorId, sound)).toBe('Sound.')
  await eventually(() => expect(later.said).toEqual([JSON.stringify({ readOnly: 'room.damaged' })]))
  later.comment('Now?')
  await eventually(() => expect(later.provider.unsyncedChanges).toBe(1))
  const rows = await stage.journal()
  expect(rows.map((row) => row.quarantinedAt !== null)).toEqual([false, true])
  expect(rows).toHaveLength(2)
})

test('what built on a rotten row goes with it, and nobody is refused for it', async () => {
  const ruth = await stage.join()
  for (const text of ['This one rots.', 'And this one needs it.']) {
    ruth.comment(text)
    await saved(ruth)
  }
  const [rotten] = await stage.journal()
  await rot(rotten?.seq ?? 0)
  ruth.leave()
  await stage.restart()
  for (const person of [await stage.join(), await stage.join()]) {
    expect(person.closes).toEqual([])
    expect(person.doc.store.pendingStructs).toBeNull()
  }
  expect((await stage.journal()).map((row) => row.quarantinedAt !== null)).toEqual([true, false])
})

test('nothing is decided on a damaged room', async () => {
  const ruth = await stage.join()
  ruth.comment('This one rots.')
  await saved(ruth)
  const [row] = await stage.journal()
  await rot(row?.seq ?? 0)
  const { shopId, room } = stage.seeded
  await expect(inTransaction(database.db, { shopId }, (tx) => roomSnapshot(tx, room))).rejects.toMatchObject({
    code: 'room.damaged',
  })
})
