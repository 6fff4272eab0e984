import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CLIENT_OPTIONS } from './client-options.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const HARD = ['plain', 'with "quotes"', 'back\\slash', '{braces, commas}', '', 'null', 'Zürich 🪵']

test('lists of every kind that our statements take arrive as they were sent', async () => {
  const sql = postgres(database.url, { ...CLIENT_OPTIONS, max: 1 })
  const id = '01a219f8-9383-7de2-ae88-29db263f61a2'
  const [row] = await sql`
    select to_json(${HARD}::text[]) as words, to_json(${[id]}::uuid[]) as ids, to_json(${[1, 2 ** 40]}::bigint[]) as numbers,
           to_json(${[3]}::int[]) as small, to_json(${[]}::text[]) as none`
  expect(row).toEqual({ words: HARD, ids: [id], numbers: [1, 2 ** 40], small: [3], none: [] })
  const [back] = await sql`
    select ${HARD}::text[] as words, ${[id]}::uuid[] as ids, ${['2026-12-24']}::date[] as days, array[1, null, 2]::int[] as small,
      array[null, 'null']::text[] as gaps`
  expect(back).toEqual({ words: HARD, ids: [id], days: ['2026-12-24'], small: [1, null, 2], gaps: [null, 'null'] })
  expect((await sql.unsafe('select to_json($1::text[]) as words', [HARD], { prepare: true }))[0]?.words).toEqual(HARD)
  await sql.end()
})

test('nothing is asked before the first question: a connection cut meanwhile would end the process', async () => {
  const asked: string[] = []
  const debug = (_connection: number, query: string) => asked.push(query)
  const sql = postgres(database.url, { ...CLIENT_OPTIONS, max: 1, debug })
  await sql`select 1`
  expect(asked).toEqual(['select 1'])
  await sql.end()
})
