import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres, { type Sql } from 'postgres'
import { DatabaseError } from './embedded-errors.ts'
import { ensureRoles } from './roles.ts'

export const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))

/** Any number, the same in every Proofroom: who holds this advisory lock migrates, the others wait. */
const MIGRATION_LOCK = 7_746_331_066
const OLDEST_POSTGRES = 16

/** Brings the database up to date, once however many processes start. One connection, so the lock is its own. */
export async function migrate(url: string, folder: string = MIGRATIONS): Promise<void> {
  const sql = postgres(url, { max: 1, idle_timeout: 0, max_lifetime: null, onnotice() {} })
  try {
    await checkVersion(sql)
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`
    await ensureRoles(sql)
    await applyMigrations(drizzle(sql), { migrationsFolder: folder })
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function checkVersion(sql: Sql): Promise<void> {
  const [row] = await sql`select current_setting('server_version_num')::int / 10000 as major`.catch((cause: Error) => {
    throw new DatabaseError(
      'database_unreachable',
      `The database does not let Proofroom in (${cause.message}): check DATABASE_URL, and that PostgreSQL runs.`,
      { cause },
    )
  })
  if (row?.major >= OLDEST_POSTGRES) return
  throw new DatabaseError(
    'database_version',
    `Proofroom needs PostgreSQL ${OLDEST_POSTGRES} or newer, and DATABASE_URL leads to ${row?.major}.`,
  )
}
