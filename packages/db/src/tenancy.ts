import { sql } from 'drizzle-orm'
import type { Drizzle } from './open.ts'
import { ROLES, type Role } from './roles.ts'

/** Whose rows a transaction may touch: what the row level security policies read. Absent means nobody's. */
export interface Scope {
  shopId?: string
  userId?: string
  orderId?: string
  /** The public code of a capability link. */
  linkCode?: string
  /** Goes from shop to shop: sees which shops there are, and nothing in them. */
  rounds?: 'on'
}

export type Transaction = Parameters<Parameters<Drizzle['transaction']>[0]>[0]

/**
 * A transaction under the unprivileged role, with its scope set. Role and scope end with the transaction: nothing
 * of them is left on the pooled connection.
 */
export function inTransaction<T>(
  db: Drizzle,
  scope: Scope,
  work: (tx: Transaction) => Promise<T>,
  role: Role = 'app',
): Promise<T> {
  const enter = entering(scope, role)
  return db.transaction(async (tx) => {
    await tx.execute(enter)
    return work(tx)
  })
}

/** One statement without parameters, because a parameterised one costs a second round trip for its description. */
function entering(scope: Scope, role: Role) {
  const settings = {
    role: ROLES[role],
    'app.shop': scope.shopId,
    'app.user': scope.userId,
    'app.order': scope.orderId,
    'app.link': scope.linkCode,
    'app.rounds': scope.rounds,
  }
  const calls = Object.entries(settings).map(([name, value]) => `set_config('${name}', '${plain(value)}', true)`)
  return sql.raw(`select ${calls.join(', ')}`)
}

/** Ids and codes are letters, digits, hyphens and underscores; anything else has no business in a scope. */
function plain(value = ''): string {
  if (!/^[\w-]*$/.test(value)) throw new TypeError('A scope holds ids and codes only.')
  return value
}
