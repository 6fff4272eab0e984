import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { checksum } from './journal/checksum.ts'
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

test('two people see what the other says', async () => {
  const ruth = await stage.join()
  const maker = await stage.join({ side: 'shop', canResolve: true })
  const asked = ruth.comment('Could the name be larger?')
  const answered = maker.comment('Yes.')
  await eventually(() => {
    expect(maker.reads(ruth.actorId, asked)).toBe('Could the name be larger?')
    expect(ruth.reads(maker.actorId, answered)).toBe('Yes.')
  })
})

test('an edit that is acknowledged is in the journal, with its author, client id and checksum', async () => {
  const ruth = await stage.join()
  for (let i = 0; i < 30; i++) {
    const id = ruth.comment(`Mark ${i}`)
    await saved(ruth)
    expect((await stage.written()).getMap(`u:${ruth.actorId}`).has(id)).toBe(true)
  }
  const rows = await stage.journal()
  expect(rows).toHaveLength(30)
  expect(rows.every((row) => row.actorId === ruth.actorId && row.checksum === checksum(row.payload))).toBe(true)
  expect(rows[0]?.clientIds).toEqual([ruth.doc.clientID])
  expect(rows.slice(1).every((row) => row.clientIds.length === 0)).toBe(true)
  expect(await stage.bindings()).toEqual(new Map([[ruth.doc.clientID, ruth.actorId]]))
})

test('what was said is there after a restart', async () => {
  const ruth = await stage.join()
  const id = ruth.comment('Keep this.')
  await saved(ruth)
  ruth.leave()
  await stage.restart()
  const maker = await stage.join({ side: 'shop' })
  expect(maker.reads(ruth.actorId, id)).toBe('Keep this.')
})

test('a long offline evening is accepted at once on return', async () => {
  const ruth = await stage.join()
  const maker = await stage.join({ side: 'shop' })
  await ruth.disconnect()
  const ids = Array.from({ length: 400 }, (_, i) => ruth.comment(`In the tunnel ${i}: ${'x'.repeat(500)}`))
  ruth.connect()
  await saved(ruth)
  expect(ruth.closes.filter((code) => code === 4422)).toEqual([])
  await eventually(() => expect(ids.every((id) => maker.reads(ruth.actorId, id) !== null)).toBe(true))
})

test('edits made while the socket is coming back are acknowledged once they are all written', async () => {
  const ruth = await stage.join()
  for (let round = 0; round < 5; round++) {
    await ruth.disconnect()
    ruth.comment(`before ${round}`)
    ruth.connect()
    const during = Array.from({ length: 20 }, (_, i) => ruth.comment(`during ${round} ${i}`))
    await saved(ruth)
    const root = (await stage.written()).getMap(`u:${ruth.actorId}`)
    expect(during.filter((id) => !root.has(id))).toEqual([])
  }
  expect(ruth.closes).not.toContain(4422)
  expect(stage.server.violations).toEqual([])
})

test('reconnecting without news writes nothing', async () => {
  const ruth = await stage.join()
  ruth.comment('Once.')
  await saved(ruth)
  const before = (await stage.journal()).length
  await ruth.disconnect()
  ruth.connect()
  await saved(ruth)
  expect((await stage.journal()).length).toBe(before)
})

test('counts what it does', async () => {
  const ruth = await stage.join()
  ruth.comment('Counted.')
  await saved(ruth)
  const { rooms, connections, edits, acknowledgement, queue } = stage.server.live.metrics()
  expect({ rooms, connections, edits, queue }).toEqual({ rooms: 1, connections: 1, edits: 1, queue: 0 })
  expect(acknowledgement.count).toBe(1)
})
