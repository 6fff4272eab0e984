import { schema } from '@proofroom/db'
import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { deleteEntry } from '@proofroom/proof'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { Client, eventually, grantOf, Stage, saved } from './testing/index.ts'
import { type FaultProxy, proxyTo } from './testing/proxy.ts'

// "Saved" is read off a count of what was not acknowledged. Each connection begins it anew.

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

/** How many edits were written at the moment the client calls everything saved. */
const writtenWhenSaved = ({ provider }: Client): Promise<number> =>
  new Promise((resolve) => {
    provider.on('unsyncedChanges', ({ number }: { number: number }) => {
      if (number === 0) resolve(stage.server.live.metrics().edits)
    })
  })

/** Somebody else has the room's row until the result is called: nothing can be written meanwhile. */
async function lockRoom(): Promise<() => Promise<void>> {
  const locked = Promise.withResolvers<void>()
  const unlocked = Promise.withResolvers<void>()
  const holding = stage.asJournal(async (tx) => {
    await tx.update(schema.rooms).set({ epoch: sql`epoch` }).where(sql`name = ${stage.seeded.room}`)
    locked.resolve()
    await unlocked.promise
  })
  await locked.promise
  return () => {
    unlocked.resolve()
    return holding
  }
}

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
  const written = writtenWhenSaved(client)
  late.resolve()
  expect(await written).toBe(20)
  client.leave()
})

test('what is deleted while the room opens is acknowledged', async () => {
  const ruth = await stage.join({}, undefined, { ...stage.server, url: line.url })
  const id = ruth.comment('Said too soon')
  await saved(ruth)
  const opening = Promise.withResolvers<void>()
  ruth.provider.on('authenticated', () => {
    deleteEntry(ruth.doc, ruth.actorId, id)
    opening.resolve()
  })
  line.cut()
  await opening.promise
  expect(ruth.isSaved).toBe(false)
  await saved(ruth)
})

test('edits that waited for the socket are acknowledged by its SyncStep2 and not once more', async () => {
  const ruth = await stage.join({}, undefined, { ...stage.server, url: line.url })
  line.hold()
  line.cut()
  await eventually(() => expect(ruth.socket.webSocket?.readyState).toBe(WebSocket.CONNECTING))
  for (let i = 0; i < 10; i++) ruth.comment(`Waits ${i}`)
  const unlock = await lockRoom()
  line.up()
  await eventually(() => expect(stage.server.live.metrics().queue).toBe(1))
  for (let i = 0; i < 5; i++) ruth.comment(`Follows ${i}`)
  const written = writtenWhenSaved(ruth)
  await unlock()
  // The SyncStep2 with what waited, and the five.
  expect(await written).toBe(6)
})
