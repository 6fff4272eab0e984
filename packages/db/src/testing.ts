import { createHash, randomBytes } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { MIGRATIONS, migrate } from './migrate.ts'
import { connect, type Database } from './open.ts'
import { startTestCluster } from './testing-cluster.ts'

export { startTestCluster } from './testing-cluster.ts'

export interface TestDatabase extends Omit<Database, 'close'> {
  /** Closes the connections and removes the database. */
  drop(): Promise<void>
}

/** How vitest's workers learn where the run's cluster is. */
const CLUSTER = 'PROOFROOM_TEST_CLUSTER'
const TEMPLATE_LOCK = 7_746_331_067

/** vitest's `globalSetup: '@proofroom/db/testing'`: one cluster for the whole run. */
export async function setup(): Promise<() => Promise<void>> {
  const cluster = await startTestCluster()
  process.env[CLUSTER] = cluster.url
  return cluster.stop
}

/** A database of its own for a test, migrated, as a copy of a template that is migrated once. */
export async function createTestDatabase(migrations: string = MIGRATIONS): Promise<TestDatabase> {
  process.env[CLUSTER] ??= (await startTestCluster()).url
  const clusterUrl = process.env[CLUSTER]
  const name = `test_${randomBytes(6).toString('hex')}`
  await onCluster(clusterUrl, async (sql) => {
    const template = await ensureTemplate(sql, clusterUrl, migrations)
    await sql.unsafe(`create database ${name} template ${template} ${await fastestCopy(sql)}`)
  })
  const { close, ...database } = connect(inside(clusterUrl, name), 5)
  return {
    ...database,
    async drop() {
      await close()
      await onCluster(clusterUrl, (sql) => dropDatabase(sql, name))
    },
  }
}

/** Without its `force`, which fails where autovacuum is at work in it and the role is no superuser: that one yields. */
async function dropDatabase(sql: Sql, name: string): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and usename = current_user`
  await sql.unsafe(`drop database if exists ${name}`)
}

/** Named by the migrations' content, so that a changed migration makes another. Renamed only when it is whole. */
async function ensureTemplate(sql: Sql, clusterUrl: string, migrations: string): Promise<string> {
  const name = `template_${fingerprint(migrations)}`
  if (await exists(sql, name)) return name
  await sql`select pg_advisory_lock(${TEMPLATE_LOCK})`
  try {
    if (await exists(sql, name)) return name
    const draft = `draft_${fingerprint(migrations)}`
    await dropDatabase(sql, draft)
    await sql.unsafe(`create database ${draft}`)
    await migrate(inside(clusterUrl, draft), migrations)
    await waitUntilUnused(sql, draft)
    await sql.unsafe(`alter database ${draft} rename to ${name}`)
    return name
  } finally {
    await sql`select pg_advisory_unlock(${TEMPLATE_LOCK})`
  }
}

/** A connection that was closed here may live on the server for a moment, and a template must have none. */
async function waitUntilUnused(sql: Sql, database: string): Promise<void> {
  for (;;) {
    const [row] = await sql`select count(*)::int as users from pg_stat_activity where datname = ${database}`
    if (row?.users === 0) return
  }
}

async function exists(sql: Sql, database: string): Promise<boolean> {
  return (await sql`select from pg_database where datname = ${database}`).length > 0
}

/** Copying files is the faster way where nothing waits for a disk. */
async function fastestCopy(sql: Sql): Promise<string> {
  const [row] = await sql`select current_setting('fsync') as fsync`
  return row?.fsync === 'off' ? 'strategy file_copy' : ''
}

function fingerprint(migrations: string): string {
  const hash = createHash('sha256')
  for (const path of globSync('**/*.{sql,json}', { cwd: migrations }).sort()) {
    hash.update(path).update(readFileSync(join(migrations, path)))
  }
  return hash.digest('hex').slice(0, 16)
}

async function onCluster<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, idle_timeout: 0, onnotice() {} })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

function inside(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
