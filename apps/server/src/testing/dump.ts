import { inTransaction, type Scope } from '@proofroom/db'
import { type SQL, sql } from 'drizzle-orm'
import type { TestApp } from './app.ts'
import type { Shop } from './factories.ts'

/** Everything a scope can see, table by table, as text. */
export function everythingOf(t: TestApp, scope: Scope): Promise<Record<string, string>> {
  return inTransaction(t.database.db, scope, async (tx) => {
    const tables = await tx.execute<{ name: string }>(
      sql`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'shop_id'`,
    )
    const seen: Record<string, string> = {}
    for (const { name } of tables) {
      const [row] = await tx.execute<{ rows: string }>(
        sql`select coalesce(string_agg(r::text, E'\n' order by r::text), '') as rows from ${sql.identifier(name)} r`,
      )
      seen[name] = row?.rows ?? ''
    }
    return seen
  })
}

export async function idOfShop(t: TestApp, { code, me }: Shop): Promise<string> {
  const [user] = await t.database.db.execute<{ id: string }>(sql`select id from users where email = ${me.email}`)
  return idIn(t, { userId: user?.id as string }, sql`select id from shops where code = ${code}`)
}

export async function idIn(t: TestApp, scope: Scope, find: SQL): Promise<string> {
  const [row] = await inTransaction(t.database.db, scope, (tx) => tx.execute<{ id: string }>(find))
  return row?.id as string
}
