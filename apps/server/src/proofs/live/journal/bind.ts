import { sql } from 'drizzle-orm'
import type { Reader } from './read.ts'

export type Binding = { room: string; clientId: number; actorId: string }

/** Keeps whose a client id is, for other processes and the next. The first to be kept stays: returns whose it is. */
export async function keepBinding(db: Reader, { room, clientId, actorId }: Binding): Promise<string> {
  await db.execute(sql`
    insert into client_bindings (room, client_id, shop_id, actor_id)
    select name, ${clientId}::bigint, shop_id, ${actorId}::uuid from rooms where name = ${room} and closed_at is null
    on conflict do nothing`)
  // A statement of its own: one that waited for another's insert does not see it.
  const kept = await db.execute(
    sql`select actor_id from client_bindings where room = ${room} and client_id = ${clientId}::bigint`,
  )
  return (kept as { actor_id: string }[])[0]?.actor_id ?? actorId
}
