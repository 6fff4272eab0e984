import { schema } from '@proofroom/db'
import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { eventually, grantOf, type LiveServer, Stage, saved, startLive } from './testing/index.ts'

let database: TestDatabase
let stage: Stage
let other: LiveServer

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  stage = await Stage.open(database)
  other = await startLive(database)
})
afterEach(async () => {
  await other.stop()
  await stage.close()
})

test('who comes over from a dead process with what others said there is not refused', async () => {
  const maker = await stage.join({ side: 'shop' }, undefined, other)
  const ruth = await stage.join()
  const guest = await stage.join()
  const said = ruth.comment('Said on the process that dies.')
  await saved(ruth)
  await eventually(() => expect(guest.reads(ruth.actorId, said)).not.toBeNull())
  guest.leave()
  const moved = stage.enter({ actorId: guest.actorId }, guest.doc, other)
  const own = moved.comment('I come from there.')
  await saved(moved)
  expect(moved.closes).toEqual([])
  await eventually(() => {
    expect(maker.reads(ruth.actorId, said)).toBe('Said on the process that dies.')
    expect(maker.reads(moved.actorId, own)).toBe('I come from there.')
  })
})

test('what another process compacted meanwhile is found as well', async () => {
  const maker = await stage.join({ side: 'shop' }, undefined, other)
  const ruth = await stage.join()
  const said = Array.from({ length: 30 }, (_, i) => ruth.comment(`Mark ${i}`))
  await saved(ruth)
  ruth.leave()
  await eventually(async () => expect(await stage.journal()).toEqual([]))
  const moved = stage.enter({ actorId: ruth.actorId }, ruth.doc, other)
  moved.comment('I come from there.')
  await saved(moved)
  await eventually(() => expect(said.filter((id) => maker.reads(ruth.actorId, id) === null)).toEqual([]))
})

test('a copy from another tab is acknowledged when the first one is written, not before', async () => {
  const grant = grantOf()
  const first = await stage.join(grant)
  const second = await stage.join(grant)
  const elsewhere = await Stage.openBeside(stage)
  const bystander = await elsewhere.join()
  const { promise: unlocked, resolve: unlock } = Promise.withResolvers<void>()
  const { promise: locked, resolve: lock } = Promise.withResolvers<void>()
  const holding = stage.asJournal(async (tx) => {
    await tx.update(schema.rooms).set({ epoch: sql`epoch` }).where(sql`name = ${stage.seeded.room}`)
    lock()
    await unlocked
  })
  await locked
  first.comment('In two tabs.')
  await eventually(() => expect(stage.server.live.metrics().queue).toBe(1))
  Y.applyUpdate(second.doc, Y.encodeStateAsUpdate(first.doc), 'the other tab')
  for (let i = 0; i < 5; i++) {
    bystander.comment('Long after it.')
    await saved(bystander)
  }
  expect([first, second].map(({ provider }) => provider.unsyncedChanges)).toEqual([1, 1])
  unlock()
  await holding
  await saved(first, second)
  expect(await stage.journal()).toHaveLength(1)
})
