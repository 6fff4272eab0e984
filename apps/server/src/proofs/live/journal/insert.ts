import type { Sql } from 'postgres'
import { BUS_CHANNEL, INLINE_BYTES } from '../bus/messages.ts'
import { checksum } from './checksum.ts'

export type Edit = {
  room: string
  /** Of the document that the edit was made in: one of another is not written. */
  epoch: number
  actorId: string
  /** Yjs client ids that this edit binds to the actor. */
  clientIds: readonly number[]
  payload: Uint8Array
  /** Whether the sender lost their access while the edit waited. */
  isRevoked(): boolean
}

/**
 * One statement, one commit, announced by it, so that "written" and "announced" cannot part. The database decides which
 * rooms are open: a closed one has no row to take, a locked one is skipped so that its decision delays nobody else.
 * `from` names this process to the others, who are told the bytes of small edits; null: nobody is there to be told.
 * Returns the numbers of the rows, in order, by `placeOf`; of the edits of any other place none was written. Fails as a
 * whole when a client id was bound to somebody else meanwhile, in another process: two edits under one id would part the
 * room's copies for good.
 */
export async function insertIntoOpenRooms(
  sql: Sql,
  edits: readonly Edit[],
  from: string | null,
): Promise<Map<string, string[]>> {
  const statement = statementFor({ binds: edits.some(({ clientIds }) => clientIds.length > 0), tells: from !== null })
  const rows = await sql.unsafe<{ room: string; epoch: number; seq: string }[]>(
    statement,
    [
      edits.map((edit) => edit.room),
      edits.map((edit) => edit.actorId),
      edits.map((edit) => `{${edit.clientIds.join()}}`),
      edits.map((edit) => Buffer.from(edit.payload).toString('base64')),
      edits.map((edit) => checksum(edit.payload)),
      edits.map((edit) => edit.epoch),
      ...(from === null ? [] : [from]),
    ],
    { prepare: true },
  )
  return new Map([...Map.groupBy(rows, placeOf)].map(([place, written]) => [place, written.map(({ seq }) => seq)]))
}

/** Most edits bind nobody, and mostly there is one process: what is not needed costs every stroke a little. */
const statementFor = ({ binds, tells }: { binds: boolean; tells: boolean }): string => `
  with batch as (
    select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::int[])
      with ordinality as b(room, actor_id, client_ids, payload, checksum, epoch, place)
  ), open as (
    select name, shop_id, epoch from rooms
    where name in (select room from batch) and closed_at is null
    for share skip locked
  ), written as (
    insert into journal (room, shop_id, actor_id, client_ids, payload, checksum)
    select b.room, o.shop_id, b.actor_id, b.client_ids::bigint[], decode(b.payload, 'base64'), b.checksum
    from batch b join open o on o.name = b.room and o.epoch = b.epoch
    order by b.place
    returning room, shop_id, actor_id, client_ids, seq, payload
  )${binds ? BOUND : ''}
  select room, (select epoch from open where name = room) as epoch, seq::text as seq${tells ? TOLD : ''}
  from written order by seq`

const BOUND = `, bound as (
    insert into client_bindings (room, client_id, shop_id, actor_id)
    select distinct on (w.room, c) w.room, c, w.shop_id, w.actor_id from written w, unnest(w.client_ids) c
    where not exists (
      select from client_bindings b where b.room = w.room and b.client_id = c and b.actor_id = w.actor_id
    )
  )`

const TOLD = `, pg_notify('${BUS_CHANNEL}', concat_ws('|', $7::text, 'E', room, seq::text,
    case when octet_length(payload) <= ${INLINE_BYTES} then encode(payload, 'base64') else '' end))`

/** One document of one room: what a batch has for it is written whole or not at all. */
export const placeOf = ({ room, epoch }: { room: string; epoch: number }): string => `${room} ${epoch}`

/** Whether the statement failed for a client id that somebody bound first; it may have been the same person. */
export const isBoundMeanwhile = (error: unknown): boolean =>
  (error as { constraint_name?: unknown } | null)?.constraint_name === 'client_bindings_room_client_id_pk'

/** Whether the edit speaks under a client id that is another's. */
export async function isStolen(sql: Sql, { room, actorId, clientIds }: Edit): Promise<boolean> {
  const [row] = await sql`
    select exists (
      select from client_bindings
      where room = ${room} and client_id = any(${`{${clientIds.join()}}`}::bigint[]) and actor_id <> ${actorId}
    ) as stolen`
  return row?.stolen === true
}

/** Whether the room takes edits, and of which epoch. A room that is not there is closed, too. */
export async function standingOf(sql: Sql, room: string): Promise<{ open: boolean; epoch: number }> {
  const [row] = await sql<{ open: boolean; epoch: number }[]>`
    select closed_at is null as open, epoch from rooms where name = ${room}`
  return row ?? { open: false, epoch: 0 }
}
