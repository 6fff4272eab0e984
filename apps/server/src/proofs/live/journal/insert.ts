import type { Sql } from 'postgres'
import { checksum } from './checksum.ts'

export type Edit = {
  room: string
  actorId: string
  /** Yjs client ids that this edit binds to the actor. */
  clientIds: readonly number[]
  payload: Uint8Array
  /** Whether the sender lost their access while the edit waited. */
  isRevoked(): boolean
}

/**
 * One statement, one commit. The database decides which rooms are open: a closed one has no row to take, a locked one
 * is skipped so that its decision delays nobody else. Returns the rooms whose edits were all written; of any other room
 * none was.
 */
export async function insertIntoOpenRooms(sql: Sql, edits: readonly Edit[]): Promise<Set<string>> {
  const rows = await sql<{ room: string; written: number }[]>`
    with batch as (
      select * from unnest(
        ${edits.map((edit) => edit.room)}::text[],
        ${edits.map((edit) => edit.actorId)}::uuid[],
        ${edits.map((edit) => `{${edit.clientIds.join()}}`)}::text[],
        ${edits.map((edit) => Buffer.from(edit.payload).toString('base64'))}::text[],
        ${edits.map((edit) => checksum(edit.payload))}::bigint[]
      ) with ordinality as b(room, actor_id, client_ids, payload, checksum, place)
    ), open as (
      select name, shop_id from rooms
      where name in (select room from batch) and closed_at is null
      for share skip locked
    ), written as (
      insert into journal (room, shop_id, actor_id, client_ids, payload, checksum)
      select b.room, o.shop_id, b.actor_id, b.client_ids::bigint[], decode(b.payload, 'base64'), b.checksum
      from batch b join open o on o.name = b.room
      order by b.place
      returning room, shop_id, actor_id, client_ids
    ), bound as (
      insert into client_bindings (room, client_id, shop_id, actor_id)
      select distinct on (w.room, c) w.room, c, w.shop_id, w.actor_id from written w, unnest(w.client_ids) c
      on conflict do nothing
    )
    select room, count(*)::int as written from written group by room`
  const sent = Map.groupBy(edits, (edit) => edit.room)
  return new Set(rows.filter((row) => row.written === sent.get(row.room)?.length).map((row) => row.room))
}

/** A room that is not there is closed, too. */
export async function isClosed(sql: Sql, room: string): Promise<boolean> {
  const [row] = await sql`select closed_at is null as open from rooms where name = ${room}`
  return row?.open !== true
}
