import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate } from './migrate.ts'
import { ensureRoles } from './roles.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

let folder: string
let empty: string
let database: TestDatabase

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'proofroom-migrations-'))
  empty = join(folder, 'empty')
  write(empty, [])
  database = await createTestDatabase(empty)
})
afterEach(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

function write(where: string, migrations: string[]): void {
  mkdirSync(join(where, 'meta'), { recursive: true })
  const entries = migrations.map((_, idx) => ({
    idx,
    version: '7',
    when: idx + 1,
    tag: `step_${idx}`,
    breakpoints: true,
  }))
  writeFileSync(join(where, 'meta/_journal.json'), JSON.stringify({ version: '7', dialect: 'postgresql', entries }))
  migrations.forEach((statement, idx) => {
    writeFileSync(join(where, `step_${idx}.sql`), statement)
  })
}

test('three processes at once apply every migration once', async () => {
  const steps = ['create table counted (n int)', 'insert into counted values (1)', 'select pg_sleep(0.1)']
  write(join(folder, 'steps'), steps)
  const fixture = fileURLToPath(new URL('./migrate.fixture.ts', import.meta.url))
  const children = [1, 2, 3].map(() => fork(fixture, [database.url, join(folder, 'steps')], { execArgv: [] }))
  const exits = await Promise.all(children.map((child) => once(child, 'exit')))
  expect(exits.map(([code]) => code)).toEqual([0, 0, 0])
  expect(await database.sql`select n from counted`).toEqual([{ n: 1 }])
})

test('a later migration is applied to a database that has the earlier ones', async () => {
  const where = join(folder, 'steps')
  write(where, ['create table counted (n int)'])
  await migrate(database.url, where)
  write(where, ['create table counted (n int)', 'insert into counted values (7)'])
  await migrate(database.url, where)
  expect(await database.sql`select n from counted`).toEqual([{ n: 7 }])
})

test('a migration that fails leaves nothing of itself, and its lock is free again', async () => {
  const where = join(folder, 'steps')
  write(where, ['create table half (n int);\n--> statement-breakpoint\nselect 1 / 0'])
  await expect(migrate(database.url, where)).rejects.toThrow()
  const [found] = await database.sql`select to_regclass('half') as name`
  expect(found?.name).toBeNull()
  cpSync(empty, where, { recursive: true })
  await migrate(database.url, where)
})

test('the roles may be made from several databases at once, and inherit nothing', async () => {
  const others = await Promise.all([createTestDatabase(empty), createTestDatabase(empty), createTestDatabase(empty)])
  await Promise.all(others.map(({ sql }) => ensureRoles(sql)))
  const granted = await database.sql`
    select roleid::regrole::text as role, bool_or(set_option) as may_set, bool_or(inherit_option) as inherits
    from pg_auth_members where member = current_user::regrole and roleid::regrole::text like 'proofroom%'
    group by roleid order by 1`
  expect(granted).toEqual([
    { role: 'proofroom_app', may_set: true, inherits: false },
    { role: 'proofroom_eraser', may_set: true, inherits: false },
    { role: 'proofroom_journal', may_set: true, inherits: false },
  ])
  await Promise.all(others.map((other) => other.drop()))
})

test('a database that does not answer is told in a sentence without its password', async () => {
  const url = new URL(database.url)
  url.password = 'wrong-secret'
  const refused = await migrate(url.href, empty).catch((error: unknown) => error)
  expect(refused).toMatchObject({
    code: 'database_unreachable',
    message: expect.stringContaining('check DATABASE_URL'),
  })
  expect(String(refused)).not.toContain('wrong-secret')
})
