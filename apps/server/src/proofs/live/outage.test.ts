import { connect, type Database, inTransaction } from '@proofroom/db'
import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { rootName } from '@proofroom/proof'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { announceRevocation } from './announce.ts'
import type { LiveOptions } from './options.ts'
import { eventually, Stage, saved } from './testing/index.ts'
import { type FaultProxy, proxyTo } from './testing/proxy.ts'

let database: TestDatabase
let proxy: FaultProxy
let proxied: Database
let stage: Stage

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
  await stage.close()
  await proxied.close()
  proxy.close()
})

/** The server talks to its database through the proxy; the test does not. */
async function open(limits: LiveOptions['limits'] = {}): Promise<Stage> {
  stage = await Stage.open(database, { database: proxied, limits })
  return stage
}

test('the database away for a while: nothing is acknowledged meanwhile, everything is written after', async () => {
  await open()
  const ruth = await stage.join()
  const maker = await stage.join({ side: 'shop' })
  proxy.down()
  const said = [ruth.comment('one'), ruth.comment('two')]
  await eventually(() => expect(stage.server.live.metrics().queue).toBe(1))
  expect(ruth.provider.unsyncedChanges).toBe(2)
  expect(said.map((id) => maker.reads(ruth.actorId, id))).toEqual([null, null])
  proxy.up()
  await saved(ruth)
  const root = (await stage.written()).getMap(rootName(ruth.actorId))
  expect(said.every((id) => root.has(id))).toBe(true)
  await eventually(() => expect(maker.reads(ruth.actorId, said[1] ?? '')).toBe('two'))
  expect([...ruth.closes, ...maker.closes]).toEqual([])
})

test('connections cut in the middle of drawing cost nothing', async () => {
  await open()
  const ruth = await stage.join()
  const said: string[] = []
  for (let cut = 0; cut < 5; cut++) {
    for (let i = 0; i < 40; i++) said.push(ruth.comment(`${cut} ${i}`))
    await eventually(() => expect(ruth.provider.unsyncedChanges).toBeLessThan(40))
    proxy.cut()
  }
  await saved(ruth)
  const root = (await stage.written()).getMap(rootName(ruth.actorId))
  expect(said.filter((id) => !root.has(id))).toEqual([])
  expect(ruth.closes).not.toContain(4422)
})

test('away for longer than anyone can wait: come again later, and then it is all there', async () => {
  await open({ appendMs: 500 })
  const ruth = await stage.join()
  proxy.down()
  const id = ruth.comment('Patience.')
  await eventually(() => expect(ruth.closes).toContain(1013))
  proxy.up()
  await saved(ruth)
  expect((await stage.written()).getMap(rootName(ruth.actorId)).has(id)).toBe(true)
})

test('a revocation that nobody heard is found when the listener is back', async () => {
  await open()
  const { shopId } = stage.seeded
  const gone = await stage.join({ memberId: '00000000-0000-7000-8000-000000000001' })
  const stays = await stage.join()
  proxy.down()
  await inTransaction(database.db, { shopId }, (tx) =>
    announceRevocation(tx, { memberId: '00000000-0000-7000-8000-000000000001' }),
  )
  expect(gone.closes).toEqual([])
  proxy.up()
  await eventually(() => expect(gone.closes).toContain(4403))
  expect(stays.closes).toEqual([])
})

test('a room that cannot be opened sends its people away to come back, and opens when they do', async () => {
  await open({ answerMs: 300 })
  const ruth = stage.enter()
  proxy.down()
  await eventually(() => expect(ruth.closes.length).toBeGreaterThan(0))
  expect(new Set(ruth.closes)).toEqual(new Set([1013]))
  proxy.up()
  await saved(ruth)
})
