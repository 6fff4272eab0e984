import type { Sql } from 'postgres'
import { DatabaseError } from './embedded-errors.ts'

/**
 * What a transaction drops to: `app` for everything, `journal` for the live journal alone, `eraser` for taking a person's
 * words out of what is otherwise written once (see docs and tenancy.ts).
 */
export const ROLES = { app: 'proofroom_app', journal: 'proofroom_journal', eraser: 'proofroom_eraser' } as const
export type Role = keyof typeof ROLES

/** 42710 and 23505: somebody made it meanwhile. XX000 "tuple concurrently updated": two granted at once. */
const RACES = new Set(['42710', '23505', 'XX000'])

/**
 * Makes the unprivileged roles and lets the current user switch to them, without inheriting their rights.
 * Roles belong to the whole server, so other databases' migrations may be doing the same this moment.
 */
export async function ensureRoles(sql: Sql): Promise<void> {
  for (const role of Object.values(ROLES)) {
    await ensureRole(sql, role)
    await ensureMayBecome(sql, role)
  }
}

async function ensureRole(sql: Sql, role: string): Promise<void> {
  const [found] = await sql`select from pg_roles where rolname = ${role}`
  if (found) return
  await whateverOthersDo(() => sql.unsafe(`create role ${role} nologin`)).catch((cause) => {
    throw refused(`create the role ${role}`, cause)
  })
}

async function ensureMayBecome(sql: Sql, role: string): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const [found] = await sql`select pg_has_role(current_user, ${role}, 'SET') as may`
    if (found?.may) return
    await whateverOthersDo(() => sql.unsafe(`grant ${role} to current_user with set true, inherit false`)).catch(
      (cause) => {
        throw refused(`use the role ${role}`, cause)
      },
    )
  }
}

async function whateverOthersDo(statement: () => Promise<unknown>): Promise<void> {
  try {
    await statement()
  } catch (error) {
    if (!RACES.has((error as { code?: string }).code ?? '')) throw error
  }
}

function refused(what: string, cause: Error): DatabaseError {
  return new DatabaseError(
    'database_roles',
    `The user in DATABASE_URL may not ${what} (${cause.message}): give it CREATEROLE, or let an administrator ` +
      `run "${Object.values(ROLES)
        .map((name) => `create role ${name}`)
        .join('; ')}; grant ${Object.values(ROLES).join(', ')} to <user>".`,
    { cause },
  )
}
