import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SQL, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MIGRATIONS, migrate } from './migrate.ts'
import { inTransaction } from './tenancy.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

// What migrations make of the rows they find. Whoever runs them is nobody special, here as elsewhere: row level
// security is forced on the owner, too.

let folder: string
let database: TestDatabase
const shop = uuidv7()

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'proofroom-migrated-'))
  database = await createTestDatabase(migrationsUpTo(-1))
})
afterEach(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

/** The migrations with that number and all before it. */
function migrationsUpTo(last: number): string {
  const where = join(folder, String(last))
  cpSync(MIGRATIONS, where, { recursive: true })
  const path = join(where, 'meta/_journal.json')
  const journal = JSON.parse(readFileSync(path, 'utf8'))
  journal.entries = journal.entries.filter((entry: { idx: number }) => entry.idx <= last)
  writeFileSync(path, JSON.stringify(journal))
  return where
}

const run = (statement: SQL) =>
  inTransaction(database.db, { shopId: shop }, (tx) => tx.execute<Record<string, unknown>>(statement))

async function seedOrder(given: { makingSince: string | null }) {
  const [customer, order, item, proof] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const placedAt = '2026-11-01T09:00:00.000Z'
  const proofs = [{ proofId: proof, title: 'Board' }]
  const facts = JSON.stringify({ placedAt, proofs, shippedAt: null, cancelledAt: null, ...given })
  const statements = [
    sql`insert into customers (id, shop_id, name) values (${customer}, ${shop}, 'Ruth')`,
    sql`insert into orders (id, shop_id, code, label, customer_id, title, due_on, facts, move, move_reason, move_since, phase)
        values (${order}, ${shop}, ${order}, ${order}, ${customer}, 'Board', '2026-12-01', ${facts}::jsonb,
          'shop', 'x', ${placedAt}, 'x')`,
    sql`insert into order_items (id, shop_id, order_id, position, title, quantity)
        values (${item}, ${shop}, ${order}, 0, 'Board', 1)`,
    sql`insert into proofs (id, shop_id, order_id, title) values (${proof}, ${shop}, ${order}, 'Board')`,
    sql`insert into proof_items (shop_id, order_id, proof_id, item_id) values (${shop}, ${order}, ${proof}, ${item})`,
  ]
  for (const statement of statements) await run(statement)
  return { order, item, proof }
}

test('0003: shops have their stages, orders know their items, what was being made is in the first stage', async () => {
  await migrate(database.url, migrationsUpTo(2))
  await run(sql`insert into shops (id, code, name, timezone, currency, locale)
    values (${shop}, 'alder', 'Alder', 'Europe/London', 'GBP', 'en-GB')`)
  const began = '2026-11-20T09:00:00.000Z'
  const waiting = await seedOrder({ makingSince: null })
  const making = await seedOrder({ makingSince: began })

  await migrate(database.url, migrationsUpTo(3))

  const stages = await run(sql`select id, name from stages order by position`)
  expect(stages.map(({ name }) => name)).toEqual(['Making', 'Finishing'])
  const workflows = await run(sql`select gate, stage_ids, is_default from workflows`)
  expect([...workflows]).toEqual([{ gate: 'customer', stage_ids: stages.map(({ id }) => id), is_default: true }])

  const factsOf = async (id: string) => (await run(sql`select facts from orders where id = ${id}`))[0]?.facts
  const asIs = { gate: 'customer', reviewedAt: null, overriddenAt: null }
  const owes = { shipBy: '2026-12-01', reply: null, promise: null, heldAt: null, deliveredAt: null }
  const placedAt = '2026-11-01T09:00:00.000Z'
  expect(await factsOf(waiting.order)).toMatchObject({
    ...owes,
    proofs: [{ proofId: waiting.proof, itemIds: [waiting.item] }],
    items: [{ ...asIs, itemId: waiting.item, progress: 'to_start', since: placedAt, startedAt: null }],
  })
  expect(await factsOf(making.order)).toMatchObject({
    items: [{ ...asIs, itemId: making.item, progress: 'making', since: began, startedAt: began }],
  })
  const items = await run(sql`select progress, stage_id, stage_since::text as since from order_items
    where id = ${making.item}`)
  expect([...items]).toMatchObject([{ progress: 'making', stage_id: stages[0]?.id }])
  expect(Date.parse(String(items[0]?.since))).toBe(Date.parse(began))
  const moves = await run(sql`select item_id, to_place from item_moves`)
  expect([...moves]).toEqual([{ item_id: making.item, to_place: stages[0]?.id }])
})

test('0006: one customer an e-mail, the first; every order has its words, and keeps them', async () => {
  await migrate(database.url, migrationsUpTo(5))
  await run(sql`insert into shops (id, code, name, timezone, currency, locale)
    values (${shop}, 'alder', 'Alder', 'Europe/London', 'GBP', 'en-GB')`)
  const [first, second, third] = [
    await seedOrder({ makingSince: null }),
    await seedOrder({ makingSince: null }),
    await seedOrder({ makingSince: null }),
  ]
  const name = (order: string, name: string, email: string | null, day: string) =>
    run(sql`update customers set name = ${name}, email = ${email}, created_at = ${day}
      where id = (select customer_id from orders where id = ${order})`)
  await name(first.order, 'R. Hartley', 'RUTH@example.com ', '2026-11-02')
  await name(second.order, 'Ruth Hartley', 'ruth@example.com', '2026-11-01')
  await name(third.order, 'Zoë', '', '2026-11-01')
  await run(sql`insert into personalizations (id, shop_id, order_id, item_id, position, name, value)
    values (${uuidv7()}, ${shop}, ${first.order}, ${first.item}, 0, 'Line', 'Est. 1987')`)

  await migrate(database.url, migrationsUpTo(6))

  const customers = await run(sql`select name, email from customers order by name`)
  expect([...customers]).toEqual([
    { name: 'Ruth Hartley', email: 'ruth@example.com' },
    { name: 'Zoë', email: null },
  ])
  const wordsOf = async (order: string) =>
    (await run(sql`select word from order_words where order_id = ${order} order by word`)).map(({ word }) => word)
  expect(await wordsOf(first.order)).toEqual(
    expect.arrayContaining(['1987', 'board', 'est.', 'hartley', 'ruth@example.com']),
  )
  expect(await wordsOf(third.order)).toContain('zoe')
  await run(sql`update customers set name = 'Zoe Quill' where name = 'Zoë'`)
  expect(await wordsOf(third.order)).toContain('quill')
})

test('0010: a cancelled order owes nothing, another one keeps its clocks', async () => {
  await migrate(database.url, migrationsUpTo(9))
  await run(sql`insert into shops (id, code, name, timezone, currency, locale)
    values (${shop}, 'alder', 'Alder', 'Europe/London', 'GBP', 'en-GB')`)
  const [cancelled, open] = [await seedOrder({ makingSince: null }), await seedOrder({ makingSince: null })]
  await run(sql`update orders set reply_due_at = now(), promised_at = now()`)
  await run(
    sql`update orders set facts = facts || '{"cancelledAt": "2026-11-02T09:00:00.000Z"}' where id = ${cancelled.order}`,
  )

  await migrate(database.url, migrationsUpTo(10))

  const owing = await run(sql`select id from orders where reply_due_at is not null and promised_at is not null`)
  expect([...owing]).toEqual([{ id: open.order }])
  const quiet = await run(sql`select id from orders where reply_due_at is null and promised_at is null`)
  expect([...quiet]).toEqual([{ id: cancelled.order }])
})

test('row level security is forced on every table again', async () => {
  await migrate(database.url)
  const loose = await database.sql`select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and relrowsecurity and not relforcerowsecurity`
  expect([...loose]).toEqual([])
})
