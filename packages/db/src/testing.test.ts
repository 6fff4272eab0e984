import { expect, test } from 'vitest'
import { createTestDatabase } from './testing.ts'

test('a test database is a copy of its own', async () => {
  const one = await createTestDatabase()
  const other = await createTestDatabase()
  await one.sql`create table only_here (n int)`
  const [found] = await other.sql`select to_regclass('only_here') as name`
  expect(found?.name).toBeNull()
  const [schema] = await other.sql`select to_regclass('orders') as name`
  expect(schema?.name).toBe('orders')
  await Promise.all([one.drop(), other.drop()])
  await expect(other.sql`select 1`).rejects.toThrow()
})
