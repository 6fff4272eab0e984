import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '../journal/read.ts'
import type { Room } from '../room.ts'

const ROOMS_PER_QUESTION = 500

type Line = { room: string; seen: string; behind: boolean }

/**
 * Looks whether the journal has anything that the open rooms have not: one question for many rooms, answered with names
 * only. Rooms that have everything are moved on to the moment of the answer.
 */
export async function sweep(reader: Reader, rooms: readonly Room[]): Promise<void> {
  for (let i = 0; i < rooms.length; i += ROOMS_PER_QUESTION) {
    await sweepSome(reader, rooms.slice(i, i + ROOMS_PER_QUESTION))
  }
}

async function sweepSome(reader: Reader, rooms: readonly Room[]): Promise<void> {
  const marks = new Map(rooms.map((room) => [room.name, { room, mark: room.tail.mark() }]))
  const lines = (await reader.execute(question([...marks.values()]))) as Line[]
  for (const { room: name, seen, behind } of lines) {
    const found = marks.get(name)
    if (behind) await found?.room.catchUp()
    else found?.room.tail.passed(found.mark, seen)
  }
}

function question(marks: { room: Room; mark: ReturnType<Room['tail']['mark']> }[]): SQL {
  const names = sql.param(marks.map(({ room }) => room.name))
  const seen = sql.param(marks.map(({ mark }) => mark.seen))
  const generations = `{${marks.map(({ mark }) => mark.generation).join()}}`
  const known = `{${marks.flatMap(({ mark }) => mark.known).join()}}`
  return sql`
    with mine as (
      select * from unnest(${names}::text[], ${seen}::text[], ${generations}::int[]) as m(room, seen, generation)
    ), known as (
      select unnest(${known}::bigint[]) as seq
    )
    select m.room, pg_current_snapshot()::text as seen,
           coalesce(s.generation, 0) <> m.generation or exists (
             select from journal j
             where j.room = m.room and j.xid >= pg_snapshot_xmin(m.seen::pg_snapshot)
               and not pg_visible_in_snapshot(j.xid, m.seen::pg_snapshot)
               and not exists (select from known k where k.seq = j.seq)
           ) as behind
    from mine m left join room_states s on s.room = m.room`
}
