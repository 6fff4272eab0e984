import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { expect, test, vi } from 'vitest'
import { createTestDatabase } from './testing.ts'

test('a test database is a copy of its own', async () => {
  const one = await createTestDatabase()
  const other = await createTestDatabase()
  await one.sql`create table only_here (n int)`
  const [found] = await other.sql`select to_regclass('only_here') as name, to_regclass('orders') as orders`
  expect(found).toEqual({ name: null, orders: 'orders' })
  await Promise.all([one.drop(), other.drop()])
  await expect(other.sql`select 1`).rejects.toThrow()
})

test('the cluster of a test run that is killed goes with it', async () => {
  const { TEST_DATABASE_URL: _, ...env } = process.env
  const run = fork(fileURLToPath(new URL('./testing.fixture.ts', import.meta.url)), { execArgv: [], env })
  const [url] = (await once(run, 'message')) as [string]
  const sql = postgres(url, { max: 1, backoff: () => 0.1, onnotice() {} })
  expect(await sql`select 1 as n`).toEqual([{ n: 1 }])
  run.kill('SIGKILL')
  await vi.waitFor(() => expect(sql`select 1`).rejects.toThrow(/ECONNREFUSED/), { timeout: 15_000, interval: 100 })
  await sql.end({ timeout: 0 })
})
