import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { Client, eventually, grantOf, Stage, saved } from './testing/index.ts'
import { type FaultProxy, proxyTo } from './testing/proxy.ts'

let database: TestDatabase
let stage: Stage
let line: FaultProxy

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  stage = await Stage.open(database)
  line = await proxyTo(stage.server.url)
})
afterEach(async () => {
  line.close()
  await stage.close()
})

test('a ticket that comes after its socket has gone calls nothing saved that is not', async () => {
  const grant = grantOf()
  const late = Promise.withResolvers<void>()
  let asked = 0
  const client = new Client({
    ...{ url: line.url, room: stage.seeded.room, grant },
    async ticket() {
      if (asked++ === 0) await late.promise
      return stage.ticket(grant)
    },
  })
  await eventually(() => expect(asked).toBe(1))
  line.cut()
  await saved(client)
  for (let i = 0; i < 20; i++) client.comment(`Stroke ${i}`)
  const writtenWhenSaved = new Promise<number>((resolve) => {
    client.provider.on('unsyncedChanges', ({ number }: { number: number }) => {
      if (number === 0) resolve(stage.server.live.metrics().edits)
    })
  })
  late.resolve()
  expect(await writtenWhenSaved).toBe(20)
  client.leave()
})
