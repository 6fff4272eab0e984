import { setTimeout } from 'node:timers/promises'
import { connect, type Database } from '@proofroom/db'
import { createTestDatabase, type TestDatabase } from '@proofroom/db/testing'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type JournalPool, openJournalPool } from './journal/pool.ts'
import { eventually } from './testing/index.ts'
import { type FaultProxy, proxyTo } from './testing/proxy.ts'

// What rooms and routes rest on: a transaction that loses its connection is over, and costs nobody anything.

let database: TestDatabase
let proxy: FaultProxy
let few: Database
let rooms: JournalPool

beforeEach(async () => {
  database = await createTestDatabase()
  proxy = await proxyTo(database.url)
  few = connect(proxy.url, 2)
  rooms = openJournalPool(proxy.url)
})
afterEach(async () => {
  await Promise.all([few.close(), rooms.close()])
  proxy.close()
  await database.drop()
})

/** How many are in the middle of a question that takes long. */
async function asking(): Promise<number> {
  const [row] = await database.sql`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and state = 'active' and query like '%pg_sleep(60)%' and pid <> pg_backend_pid()`
  return row?.n
}

test.each([
  ['the program’s own', () => few.db],
  ['those of the rooms', () => rooms.reader],
])(
  'the connections of transactions that were cut answer again: %s',
  async (_, pool) => {
    const db = pool() as Database['db']
    for (let round = 1; round <= 2; round++) {
      const cut = db.transaction((tx) => tx.execute(sql`select pg_sleep(60)`))
      await eventually(async () => expect(await asking()).toBe(round))
      proxy.cut()
      await expect(cut).rejects.toThrow()
    }
    const asked = Array.from({ length: 6 }, () => db.execute(sql`select 1`))
    expect(await Promise.race([Promise.all(asked).then(() => 'answered'), setTimeout(5_000, 'nothing')])).toBe(
      'answered',
    )
  },
  20_000,
)

test('what follows in a transaction that was cut is written nowhere', async () => {
  await database.sql`create table said (word text)`
  const others = Promise.withResolvers<void>()
  const followed = Promise.withResolvers<void>()
  const cut = few.db.transaction(async (tx) => {
    await tx.execute(sql`insert into said values ('before')`)
    proxy.cut()
    await others.promise
    const after = tx.execute(sql`insert into said values ('after')`)
    await after.then(() => {}).finally(followed.resolve)
  })
  await expect(cut).rejects.toThrow()
  // Its connection is somebody else's by now.
  await Promise.all([few.db.execute(sql`select 1`), few.db.execute(sql`select 2`)])
  others.resolve()
  await followed.promise
  expect(await database.sql`select * from said`).toEqual([])
})
