import { type SQL, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from './roles.ts'
import { inTransaction, type Scope } from './tenancy.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

// What the database holds by itself, whatever the program does (migrations/0001_guards.sql).

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const run = (scope: Scope, statement: SQL, role?: Role) =>
  inTransaction(database.db, scope, (tx) => tx.execute<Record<string, unknown>>(statement), role)

/** The SQLSTATE with which the database refuses, or null. */
const refusal = (scope: Scope, statement: SQL, role?: Role): Promise<string | null> =>
  run(scope, statement, role).then(
    () => null,
    (error) => (error as { cause?: { code: string } }).cause?.code ?? String(error),
  )

const REFUSED = '42501'

type Seed = { shopId: string; orderId: string; versionId: string; proofId: string; pageId: string; room: string }

/** A shop with one order whose proof is a draft with a page. */
async function seed(shopId = uuidv7()): Promise<Seed> {
  const [customerId, orderId, proofId, versionId, pageId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const room = `p:${versionId}`
  const statements = [
    sql`insert into shops (id, code, name, timezone, currency, locale)
        values (${shopId}, ${shopId}, 'Alder', 'Europe/London', 'GBP', 'en') on conflict do nothing`,
    sql`insert into customers (id, shop_id, name) values (${customerId}, ${shopId}, 'Ruth')`,
    sql`insert into orders (id, shop_id, code, label, customer_id, title, facts, move, move_reason, move_since, phase)
        values (${orderId}, ${shopId}, ${orderId}, ${orderId}, ${customerId}, 'Board', '{}', 'shop', 'x', now(), 'x')`,
    sql`insert into proofs (id, shop_id, order_id, title) values (${proofId}, ${shopId}, ${orderId}, 'Board')`,
    sql`insert into versions (id, shop_id, order_id, proof_id, number, created_by)
        values (${versionId}, ${shopId}, ${orderId}, ${proofId}, 1, ${uuidv7()})`,
    sql`insert into rooms (name, shop_id, order_id, version_id) values (${room}, ${shopId}, ${orderId}, ${versionId})`,
    sql`insert into pages (id, shop_id, order_id, version_id, position, name, file_name, media_type, size, width, height,
          has_alpha, original_hash, shown_hash, preview_hash, thumb_hash)
        values (${pageId}, ${shopId}, ${orderId}, ${versionId}, 0, 'Front', 'f.png', 'image/png', 1, 1, 1, false,
          'a', 'b', 'c', 'd')`,
  ]
  for (const statement of statements) await run({ shopId }, statement)
  return { shopId, orderId, versionId, proofId, pageId, room }
}

const sendIt = ({ shopId, versionId }: Seed) =>
  run({ shopId }, sql`update versions set state = 'sent', sent_at = now(), content_hash = 'h' where id = ${versionId}`)
const close = ({ shopId, versionId }: Seed, state = 'signed') =>
  run({ shopId }, sql`update versions set state = ${state} where id = ${versionId}`)

async function decide({ shopId, orderId, versionId, proofId }: Seed) {
  const [snapshotId, decisionId, auditId] = [uuidv7(), uuidv7(), uuidv7()]
  await run(
    { shopId },
    sql`insert into snapshots (id, shop_id, order_id, version_id, reason, hash, projection, watermark)
        values (${snapshotId}, ${shopId}, ${orderId}, ${versionId}, 'approved', 'h', '{}', '0')`,
  )
  await run(
    { shopId },
    sql`insert into decisions (id, shop_id, order_id, proof_id, version_id, kind, content_hash, snapshot_id)
        values (${decisionId}, ${shopId}, ${orderId}, ${proofId}, ${versionId}, 'approve', 'h', ${snapshotId})`,
  )
  await run(
    { shopId },
    sql`insert into audit_events (id, shop_id, type, actor_type, request_id)
        values (${auditId}, ${shopId}, 'proof.approved', 'guest', 'r')`,
  )
  return { snapshots: snapshotId, decisions: decisionId, audit_events: auditId }
}

test('every table with a shop is under forced row level security with a tenant policy', async () => {
  const tables = await database.sql<{ name: string; forced: boolean; policy: string | null; reads: string[] }[]>`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
           (select p.qual || ' / ' || p.with_check from pg_policies p
             where p.tablename = c.relname and p.policyname = 'tenant' and p.roles = '{proofroom_app}') as policy
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p')
      and (c.relname = 'shops' or exists (select from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'shop_id' and not a.attisdropped))`
  expect(tables.length).toBeGreaterThan(20)
  for (const { name, forced, policy } of tables) {
    expect(forced, name).toBe(true)
    expect(policy?.match(/app_shop\(\)/g)?.length, name).toBe(2)
  }
})

test('every table with an order holds a guest to theirs', async () => {
  const tables = await database.sql<{ name: string; policy: string }[]>`
    select c.table_name as name, p.qual as policy from information_schema.columns c
    join pg_policies p on p.tablename = c.table_name and p.policyname = 'tenant'
    where c.table_schema = 'public' and (c.column_name = 'order_id' or c.table_name in ('orders', 'customers'))
    group by 1, 2`
  expect(tables.length).toBeGreaterThan(10)
  for (const { name, policy } of tables) expect(policy, name).toContain('app_order()')
})

test('every table with a shop lets the eraser in, to its shop’s rows only', async () => {
  const shut = await database.sql`
    select c.table_name as name from information_schema.columns c
    where c.table_schema = 'public' and c.column_name = 'shop_id' and not (
      has_table_privilege('proofroom_eraser', c.table_name, 'delete') and exists (
        select from pg_policies p where p.tablename = c.table_name and p.policyname = 'erasing'
          and p.roles = '{proofroom_eraser}' and p.qual like '%app_shop()%'))`
  expect([...shut]).toEqual([])
})

test('the app’s role is nobody special', async () => {
  const [role] = await database.sql`select rolsuper, rolbypassrls, rolcreaterole, rolcanlogin from pg_roles
    where rolname = 'proofroom_app'`
  expect(Object.values(role ?? {})).toEqual([false, false, false, false])
})

describe('a scope', () => {
  test('of a shop sees that shop; no scope sees nothing', async () => {
    const [one, other] = [await seed(), await seed()]
    const find = sql`select id from versions where id in (${one.versionId}, ${other.versionId})`
    expect(await run({ shopId: one.shopId }, find)).toEqual([{ id: one.versionId }])
    expect(await run({}, find)).toEqual([])
  })

  test('on rounds sees which shops there are, and nothing in them', async () => {
    const [own, other] = [await seed(), await seed()]
    const rounds = { rounds: 'on' } as const
    const ids = (await run(rounds, sql`select id from shops`)).map((row) => row.id)
    expect(ids).toEqual(expect.arrayContaining([own.shopId, other.shopId]))
    for (const table of ['orders', 'customers', 'members', 'alerts'])
      expect(await run(rounds, sql`select * from ${sql.identifier(table)}`)).toEqual([])
    expect(await run(rounds, sql`update shops set name = 'Eve' returning id`)).toEqual([])
  })

  test('of a shop writes nothing into another, nor moves its own rows there', async () => {
    const [one, other] = [await seed(), await seed()]
    const scope = { shopId: one.shopId }
    const planted = sql`insert into customers (id, shop_id, name) values (${uuidv7()}, ${other.shopId}, 'Eve')`
    expect(await refusal(scope, planted)).toBe(REFUSED)
    expect(await refusal(scope, sql`update customers set shop_id = ${other.shopId}`)).toBe(REFUSED)
    expect(await run(scope, sql`update versions set note = 'x' where id = ${other.versionId} returning id`)).toEqual([])
  })

  test('of a guest sees its own order of the shop and no other', async () => {
    const one = await seed()
    const other = await seed(one.shopId)
    const scope = { shopId: one.shopId, orderId: one.orderId }
    for (const table of ['versions', 'pages', 'rooms', 'proofs']) {
      const rows = await run(scope, sql`select order_id from ${sql.identifier(table)}`)
      expect(rows, table).toEqual([{ order_id: one.orderId }])
    }
    expect(await run(scope, sql`select id from orders`)).toEqual([{ id: one.orderId }])
    expect(await run(scope, sql`select name from customers`)).toHaveLength(1)
    expect(await run({ shopId: one.shopId }, sql`select name from customers`)).toHaveLength(2)
    const planted = sql`insert into proofs (id, shop_id, order_id, title)
      values (${uuidv7()}, ${one.shopId}, ${other.orderId}, 'Eve')`
    expect(await refusal(scope, planted)).toBe(REFUSED)
  })
})

describe('a version', () => {
  test.each(['signed', 'superseded', 'withdrawn'])('%s is closed: nothing of it changes', async (state) => {
    const seeded = await seed()
    const { shopId, versionId } = seeded
    await sendIt(seeded)
    await close(seeded, state)
    const [row] = await run({ shopId }, sql`select closed_at from versions where id = ${versionId}`)
    expect(row?.closed_at).not.toBeNull()
    for (const change of [sql`note = 'x'`, sql`state = 'sent'`, sql`closed_at = null`, sql`viewed_at = now()`])
      expect(await refusal({ shopId }, sql`update versions set ${change} where id = ${versionId}`)).toBe('PR001')
    expect(await refusal({ shopId }, sql`delete from versions where id = ${versionId}`)).toBe('PR001')
  })

  test('that was sent keeps its words and its hash, and is no draft again', async () => {
    const seeded = await seed()
    const { shopId, versionId } = seeded
    await sendIt(seeded)
    for (const change of [sql`content_hash = 'other'`, sql`note = 'x'`, sql`number = 9`, sql`state = 'draft'`])
      expect(await refusal({ shopId }, sql`update versions set ${change} where id = ${versionId}`)).toBe('PR001')
    expect(await refusal({ shopId }, sql`update versions set viewed_at = now() where id = ${versionId}`)).toBeNull()
  })

  test('closes its room with itself, for good', async () => {
    const seeded = await seed()
    const { shopId, room } = seeded
    const closedAt = async () => (await run({ shopId }, sql`select closed_at from rooms where name = ${room}`))[0]
    await sendIt(seeded)
    expect((await closedAt())?.closed_at).toBeNull()
    await close(seeded)
    expect((await closedAt())?.closed_at).not.toBeNull()
    expect(await refusal({ shopId }, sql`update rooms set closed_at = null where name = ${room}`)).toBe('PR001')
  })

  test('that was sent keeps its pages', async () => {
    const seeded = await seed()
    const { shopId, pageId, versionId } = seeded
    expect(await refusal({ shopId }, sql`update pages set name = 'Back' where id = ${pageId}`)).toBeNull()
    await sendIt(seeded)
    expect(await refusal({ shopId }, sql`update pages set shown_hash = 'x' where id = ${pageId}`)).toBe('PR002')
    expect(await refusal({ shopId }, sql`delete from pages where id = ${pageId}`)).toBe('PR002')
    const added = sql`insert into pages select ${uuidv7()}::uuid, p.shop_id, p.order_id, p.version_id, 1, p.name,
      p.file_name, p.media_type, p.size, p.width, p.height, p.has_alpha, p.original_hash, p.shown_hash, p.preview_hash,
      p.thumb_hash, now() from pages p where p.version_id = ${versionId}`
    expect(await refusal({ shopId }, added)).toBe('PR002')
  })

  test('does not take a page out of another version that was sent', async () => {
    const one = await seed()
    const other = await seed(one.shopId)
    await sendIt(one)
    const moved = sql`update pages set version_id = ${other.versionId} where id = ${one.pageId}`
    expect(await refusal({ shopId: one.shopId }, moved)).toBe('PR002')
  })
})

describe('evidence', () => {
  test('is written once: the app’s role has no right, and the trigger stops whoever has', async () => {
    const seeded = await seed()
    const { shopId } = seeded
    for (const [table, id] of Object.entries(await decide(seeded))) {
      const name = sql.identifier(table)
      for (const change of [sql`update ${name} set shop_id = shop_id`, sql`delete from ${name}`])
        expect(await refusal({ shopId }, sql`${change} where id = ${id}`), table).toBe(REFUSED)
    }
    const triggers = await database.sql`select event_object_table as name, count(*)::int as acts
      from information_schema.triggers where trigger_name = 'never_rewrite' group by 1 order by 1`
    expect([...triggers]).toEqual([
      { name: 'audit_events', acts: 2 },
      { name: 'decisions', acts: 2 },
      { name: 'snapshots', acts: 2 },
    ])
  })

  test('gives its words up to the eraser, in its own shop, and its hashes and dates to nobody', async () => {
    const seeded = await seed()
    const { shopId } = seeded
    const { decisions } = await decide(seeded)
    const words = sql`update decisions set signed_name = null, message = '' where id = ${decisions} returning id`
    expect(await run({ shopId }, words, 'eraser')).toEqual([{ id: decisions }])
    expect(await run({ shopId: (await seed()).shopId }, words, 'eraser')).toEqual([])
    for (const kept of [sql`content_hash = 'x'`, sql`created_at = now()`, sql`participant_id = null`])
      expect(await refusal({ shopId }, sql`update decisions set ${kept}`, 'eraser')).toBe(REFUSED)
    for (const [table, kept] of [
      ['snapshots', 'hash'],
      ['versions', 'content_hash'],
      ['pages', 'original_hash'],
    ] as const)
      expect(
        await refusal({ shopId }, sql`update ${sql.identifier(table)} set ${sql.identifier(kept)} = 'x'`, 'eraser'),
      ).toBe(REFUSED)
  })

  test('a version is approved once', async () => {
    const seeded = await seed()
    await decide(seeded)
    await expect(decide(seeded)).rejects.toMatchObject({ cause: { code: '23505' } })
  })

  test('a change request keeps its number and what was asked', async () => {
    const seeded = await seed()
    const { shopId, orderId, proofId, versionId } = seeded
    const { decisions } = await decide(seeded)
    await run(
      { shopId },
      sql`insert into change_requests (id, shop_id, order_id, proof_id, number, version_id, decision_id, entry)
          values (${uuidv7()}, ${shopId}, ${orderId}, ${proofId}, 1, ${versionId}, ${decisions}, '{"text":"Bigger"}')`,
    )
    for (const change of [sql`number = 2`, sql`entry = '{"text":"Smaller"}'`])
      expect(await refusal({ shopId }, sql`update change_requests set ${change}`)).toBe('PR003')
    expect(await refusal({ shopId }, sql`delete from change_requests`)).toBe('PR003')
    expect(await refusal({ shopId }, sql`update change_requests set state = 'done', note = 'Done.'`)).toBeNull()
  })
})

describe('production', () => {
  /** A shop's stage, and an order whose item was moved and shipped. */
  async function seedMade(shopId?: string) {
    const { shopId: shop, orderId } = await seed(shopId)
    const [stageId, itemId] = [uuidv7(), uuidv7()]
    const scope = { shopId: shop }
    await run(
      scope,
      sql`insert into stages (id, shop_id, position, name, colour) values (${stageId}, ${shop}, 0, ${stageId}, 1)`,
    )
    await run(
      scope,
      sql`insert into order_items (id, shop_id, order_id, position, title, quantity)
          values (${itemId}, ${shop}, ${orderId}, 0, 'Board', 1)`,
    )
    await run(
      scope,
      sql`insert into item_moves (id, shop_id, order_id, item_id, from_place, to_place)
          values (${uuidv7()}, ${shop}, ${orderId}, ${itemId}, 'to_start', ${stageId})`,
    )
    await run(
      scope,
      sql`insert into shipments (id, shop_id, order_id, carrier, shipped_at)
          values (${uuidv7()}, ${shop}, ${orderId}, 'DHL', now())`,
    )
    return { shopId: shop, orderId, stageId, itemId }
  }

  test('is in a stage while it is being made, and nowhere else', async () => {
    const { shopId, stageId, itemId } = await seedMade()
    const put = (progress: string, stage: string | null) =>
      refusal({ shopId }, sql`update order_items set progress = ${progress}, stage_id = ${stage} where id = ${itemId}`)
    expect(await put('making', stageId)).toBeNull()
    for (const [progress, stage] of [
      ['making', null],
      ['ready', stageId],
    ] as const)
      expect(await put(progress, stage), progress).toBe('23514')
  })

  test('moves are written once', async () => {
    const { shopId } = await seedMade()
    for (const change of [sql`update item_moves set reason = 'x'`, sql`delete from item_moves`])
      expect(await refusal({ shopId }, change)).toBe(REFUSED)
  })

  test('a guest sees the moves and the parcel of their order, a shop its own stages', async () => {
    const one = await seedMade()
    await seedMade(one.shopId)
    const other = await seedMade()
    const guest = { shopId: one.shopId, orderId: one.orderId }
    for (const table of ['item_moves', 'shipments'])
      expect(await run(guest, sql`select order_id from ${sql.identifier(table)}`)).toEqual([{ order_id: one.orderId }])
    const stages = await run({ shopId: other.shopId }, sql`select id from stages`)
    expect(stages).toEqual([{ id: other.stageId }])
  })
})

describe('the journal', () => {
  const insert = ({
    room,
    shopId,
  }: Seed) => sql`insert into journal (room, shop_id, actor_id, client_ids, payload, checksum)
    values (${room}, ${shopId}, ${uuidv7()}, '{}', '', 0)`

  test('is written by its own role, not by the app’s', async () => {
    const seeded = await seed()
    const { shopId } = seeded
    expect(await refusal({ shopId }, insert(seeded))).toBe(REFUSED)
    expect(await refusal({}, insert(seeded), 'journal')).toBeNull()
    expect(await run({ shopId }, sql`select room from journal`)).toEqual([{ room: seeded.room }])
    expect(await refusal({ shopId }, sql`delete from journal`)).toBe(REFUSED)
    expect(await refusal({ shopId }, sql`update journal set payload = ''`)).toBe(REFUSED)
  })

  test('its role sees nothing else', async () => {
    for (const table of ['orders', 'customers', 'versions', 'users', 'sessions', 'links', 'participants', 'decisions'])
      expect(await refusal({}, sql`select from ${sql.identifier(table)}`, 'journal'), table).toBe(REFUSED)
    expect(await refusal({}, sql`update rooms set closed_at = null`, 'journal')).toBe(REFUSED)
    expect(await refusal({}, sql`update journal set payload = ''`, 'journal')).toBe(REFUSED)
  })
})
