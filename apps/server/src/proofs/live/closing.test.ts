import { inTransaction, type Transaction } from '@proofroom/db'
import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { rootName } from '@proofroom/proof'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { eventually, Stage, saved } from './testing/index.ts'
import { acknowledgedOf, approve, sign } from './testing/signing.ts'

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

const inShop = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
  inTransaction(database.db, { shopId: stage.seeded.shopId }, work)

const contentOf = (doc: Y.Doc, actorIds: string[]) => actorIds.map((actorId) => doc.getMap(rootName(actorId)).toJSON())

test('approving while others draw: what was signed is all there is, and nothing is acknowledged after it', async () => {
  const people = await Promise.all([1, 2, 3].map(() => stage.join()))
  const acknowledged = people.map(acknowledgedOf)
  const pens = people.map((person) => setInterval(() => person.comment('a stroke'), 1))
  await eventually(async () => expect((await stage.journal()).length).toBeGreaterThan(100))
  const { source } = await approve(database.db, stage.seeded)
  for (const person of people) await eventually(() => expect(person.closes).toContain(4409))
  for (const pen of pens) clearInterval(pen)

  const signed = new Y.Doc()
  Y.applyUpdate(signed, source)
  const actorIds = people.map((person) => person.actorId)
  expect(contentOf(signed, actorIds)).toEqual(contentOf(await stage.written(), actorIds))
  const lost = people.flatMap((person, i) =>
    (acknowledged[i] ?? []).filter((id) => !signed.getMap(rootName(person.actorId)).has(id)),
  )
  expect(acknowledged.flat().length).toBeGreaterThan(20)
  expect(lost).toEqual([])
})

test('a closed version opens read-only, with everything on it', async () => {
  const ruth = await stage.join()
  const id = ruth.comment('Before.')
  await saved(ruth)
  await approve(database.db, stage.seeded)
  await eventually(() => expect(ruth.closes).toContain(4409))
  ruth.leave()
  const later = await stage.join()
  expect(later.reads(ruth.actorId, id)).toBe('Before.')
  expect(later.provider.authorizedScope).toBe('readonly')
  await eventually(() => expect(later.said).toEqual([JSON.stringify({ readOnly: 'version.closed' })]))
  later.comment('After.')
  expect(await stage.journal()).toHaveLength(1)
  expect(later.closes).toEqual([])
})

test('a version closed without a word refuses all the same: the database decides', async () => {
  const ruth = await stage.join()
  const maker = await stage.join({ side: 'shop' })
  await inShop((tx) => sign(tx, stage.seeded))
  const late = ruth.comment('Too late.')
  await eventually(() => expect([...ruth.closes, ...maker.closes]).toEqual([4409, 4409]))
  expect(maker.reads(ruth.actorId, late)).toBeNull()
  expect(await stage.journal()).toHaveLength(0)
})

test('an approval that takes its time delays its own room only', async () => {
  const elsewhere = await Stage.open(database)
  const ruth = await stage.join()
  const other = await elsewhere.join()
  const { promise: decided, resolve: decide } = Promise.withResolvers<void>()
  const { promise: locked, resolve: lock } = Promise.withResolvers<void>()
  const approval = inShop(async (tx) => {
    await sign(tx, stage.seeded)
    lock()
    await decided
  })
  await locked
  const late = ruth.comment('While they sign.')
  await eventually(() => expect(stage.server.live.metrics().queue).toBe(1))
  other.comment('Not my business.')
  await saved(other)
  expect(ruth.provider.unsyncedChanges).toBe(1)
  decide()
  await approval
  await eventually(() => expect(ruth.closes).toContain(4409))
  expect((await stage.written()).getMap(rootName(ruth.actorId)).has(late)).toBe(false)
  await elsewhere.close()
})

test('within one server too, and what waited is written when the approval is given up', async () => {
  const elsewhere = await Stage.openBeside(stage)
  const ruth = await stage.join()
  const other = await elsewhere.join()
  const { promise: decided, resolve: decide } = Promise.withResolvers<void>()
  const { promise: locked, resolve: lock } = Promise.withResolvers<void>()
  const approval = inShop(async (tx) => {
    await sign(tx, stage.seeded)
    lock()
    await decided
    throw new Error('given up')
  })
  await locked
  ruth.comment('While they think.')
  await eventually(() => expect(stage.server.live.metrics().queue).toBe(1))
  for (let i = 0; i < 20; i++) {
    other.comment(`Unbothered ${i}`)
    await saved(other)
  }
  expect(ruth.provider.unsyncedChanges).toBe(1)
  decide()
  await expect(approval).rejects.toThrow('given up')
  await saved(ruth)
  expect(await stage.journal()).toHaveLength(1)
})
