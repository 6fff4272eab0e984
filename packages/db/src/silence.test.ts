import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import postgres, { type Sql } from 'postgres'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { givingUpAfter } from './silence.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase
let sql: Sql
let street: Awaited<ReturnType<typeof openStreet>>

beforeEach(async () => {
  database = await createTestDatabase()
  street = await openStreet(database.url)
  sql = postgres(street.url, { ...givingUpAfter(1), max: 1, backoff: () => 0.05, fetch_types: false })
})
afterEach(async () => {
  await sql.end({ timeout: 1 })
  street.close()
  await database.drop()
})

/** A way to PostgreSQL on which what is sent can be lost without anybody being told, or cut. */
async function openStreet(address: string) {
  const { hostname, port } = new URL(address)
  const cars = new Set<Socket>()
  let [opened, isLosing] = [0, false]
  const lost = new WeakSet<Socket>()
  const server = createServer((caller) => {
    opened++
    if (isLosing) lost.add(caller)
    cars.add(caller)
    const called = connect(Number(port), hostname)
    caller.on('data', (bytes) => lost.has(caller) || called.write(bytes))
    called.on('data', (bytes) => lost.has(caller) || caller.write(bytes))
    for (const one of [caller, called]) one.on('error', () => {})
    caller.on('close', () => {
      cars.delete(caller)
      called.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(address)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    opened: () => opened,
    standing: () => cars.size,
    lose: () => {
      for (const car of cars) lost.add(car)
    },
    loseNew: () => {
      isLosing = true
    },
    up: () => {
      isLosing = false
    },
    reset: () => {
      for (const car of cars) car.resetAndDestroy()
    },
    close: () => server.close(),
  }
}

/** How many of its callers wait for PostgreSQL. */
async function waiting(): Promise<number> {
  const rows = await database.sql`
    select 1 from pg_stat_activity
    where datname = current_database() and state = 'active' and query like '%pg_sleep(2)%' and pid <> pg_backend_pid()`
  return rows.length
}

test('a question on a lost connection is answered with an error, and the next one on a new connection', async () => {
  await sql`select 1`
  street.lose()
  await expect(sql`select 2`).rejects.toThrow('CONNECTION_CLOSED')
  expect(await sql`select 3 as n`).toEqual([{ n: 3 }])
  expect(street.opened()).toBe(2)
})

test('a connection that is lost before it was there says so', async () => {
  street.loseNew()
  await expect(sql`select 1`).rejects.toThrow('PostgreSQL said nothing for 1 s.')
  street.up()
  expect(await sql`select 3 as n`).toEqual([{ n: 3 }])
})

test('a question that comes the moment a connection breaks is answered, be it with an error', async () => {
  const answered: string[] = []
  for (let round = 0; round < 5; round++) {
    const slept = sql`select pg_sleep(2)`.then(
      () => 'slept',
      () =>
        sql`select 4`.then(
          () => 'answered',
          () => 'refused',
        ),
    )
    await vi.waitFor(async () => expect(await waiting()).toBeGreaterThan(0), { interval: 5 })
    street.reset()
    answered.push(await slept)
  }
  expect(answered).toHaveLength(5)
  expect(answered).not.toContain('slept')
})

test('a statement after a rest has as long as any other', async () => {
  for (let round = 0; round < 3; round++) {
    await sql`select 1`
    // Not waited for by the clock of this program: by PostgreSQL's, on another connection.
    await database.sql`select pg_sleep(0.5)`
    expect(await sql`select 2 as n from pg_sleep(0.8)`).toEqual([{ n: 2 }])
  }
  expect(street.opened()).toBe(1)
})

test('a program that was held up itself takes no connection for lost', async () => {
  await sql`select 1`
  const asked = sql`select 2 as n from pg_sleep(0.3)`
  // Asked, and then busy for longer than a silence may last: the answer is there, and nobody has looked at it.
  await new Promise(setImmediate)
  const until = performance.now() + 1_500
  while (performance.now() < until);
  expect(await asked).toEqual([{ n: 2 }])
})

test('a statement shorter than that is waited for, and a resting connection is closed without an error', async () => {
  expect(await sql`select 1 as n from pg_sleep(0.6)`).toEqual([{ n: 1 }])
  await vi.waitFor(() => expect(street.standing()).toBe(0), { timeout: 5_000 })
  expect(await sql`select 2 as n`).toEqual([{ n: 2 }])
})
