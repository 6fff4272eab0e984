import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { rootName } from '@proofroom/proof'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, Stage } from './testing/index.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('going down: what arrived is written, people are sent away to come back, and nothing is lost', async () => {
  const stage = await Stage.open(database)
  const ruth = await stage.join()
  const drawn: string[] = []
  const pen = setInterval(() => drawn.push(ruth.comment('a stroke')), 1)
  await eventually(async () => expect((await stage.journal()).length).toBeGreaterThan(20))
  const { live } = stage.server
  const start = performance.now()
  await stage.restart()
  expect(performance.now() - start).toBeLessThan(8_000)
  expect(live.metrics()).toMatchObject({ connections: 0, queue: 0 })
  await eventually(() => expect(ruth.closes).toContain(1013))
  clearInterval(pen)
  ruth.leave()

  const back = await stage.join({ actorId: ruth.actorId }, ruth.doc)
  const root = (await stage.written()).getMap(rootName(ruth.actorId))
  expect(drawn.filter((id) => !root.has(id))).toEqual([])
  expect(back.closes).toEqual([])
  await stage.close()
})
