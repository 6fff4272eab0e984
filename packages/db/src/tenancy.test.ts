import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from './tenancy.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

const WHO = sql`select current_user::text as role, current_setting('app.shop', true) as shop,
  current_setting('app.user', true) as "user", current_setting('app.order', true) as "order",
  current_setting('app.link', true) as link`

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('a transaction runs under the unprivileged role with its scope, and nothing of it stays', async () => {
  const scope = { shopId: '0199a2b0-0000-7000-8000-000000000001', linkCode: 'aB_3-x' }
  const [inside] = await inTransaction(database.db, scope, (tx) => tx.execute(WHO))
  expect(inside).toEqual({ role: 'proofroom_app', shop: scope.shopId, user: '', order: '', link: 'aB_3-x' })
  const afterwards = await Promise.all([1, 2, 3, 4, 5].map(() => database.db.execute(WHO)))
  for (const [row] of afterwards) {
    expect(row?.role).not.toBe('proofroom_app')
    expect(row?.shop || '').toBe('')
  }
})

test('the journal has a role of its own', async () => {
  const [inside] = await inTransaction(database.db, {}, (tx) => tx.execute(WHO), 'journal')
  expect(inside).toMatchObject({ role: 'proofroom_journal', shop: '' })
})

test('role and scope go with a failed transaction too', async () => {
  const failing = inTransaction(database.db, { userId: 'somebody' }, async () => {
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  const [row] = await database.db.execute(WHO)
  expect(row?.user || '').toBe('')
})

test('a scope that is no id never reaches the database', () => {
  const work = () => Promise.resolve()
  expect(() => inTransaction(database.db, { shopId: "x', true), set_config('role', 'none" }, work)).toThrow(TypeError)
})

test('drizzle sends a statement with parameters prepared, in transactions too', async () => {
  const names = sql`select count(*)::int as n from pg_prepared_statements where statement like ${'%prepared_here%'}`
  const counts = await database.db.transaction(async (tx) => {
    await tx.execute(sql`select ${1}::int as prepared_here`)
    return [await tx.execute(names), await tx.transaction((inner) => inner.execute(names))]
  })
  // The first statement, and the question itself, which names it in a parameter only.
  expect(counts.map(([row]) => row?.n)).toEqual([1, 1])
})
