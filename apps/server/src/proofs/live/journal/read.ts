import { type SQL, sql } from 'drizzle-orm'
import { checksum } from './checksum.ts'

/** Anything drizzle that runs a statement: the journal's own connections, or an action's transaction. */
export type Reader = { execute(query: SQL): PromiseLike<unknown> }

export type JournalRow = { seq: string; payload: Uint8Array }

export type RoomRows = {
  shopId: string
  closed: boolean
  /** Which document of the room this is: a later one holds the same under other client ids. */
  epoch: number
  /** What was read goes exactly so far: PostgreSQL's own word for which transactions it saw. */
  seen: string
  generation: number
  state: Uint8Array | null
  /** Of `state`; null where it was never kept. */
  stateVector: Uint8Array | null
  rows: JournalRow[]
  /** Rows that are not what was written. An empty list with `damaged` set: found before, or the state itself. */
  rotten: string[]
  damaged: boolean
}

type Line = {
  shop_id: string | null
  closed: boolean | null
  epoch: number | null
  seen: string | null
  generation: number | null
  seq: string | null
  payload: Uint8Array | null
  state_vector: Uint8Array | null
  checksum: string | null
  quarantined: boolean
}

const ALL = 1_000_000_000

/**
 * The room's state and journal in one statement, so that both are of the same moment. With `most`, the oldest rows only:
 * whatever they build on is among them. Null: no such room.
 */
export async function readRoom(db: Reader, room: string, most = ALL): Promise<RoomRows | null> {
  return assemble(await lines(db, { room, wanted: sql`true`, most }))
}

/** How far somebody has a room: what `seen` saw, the rows known since, and the state of that generation. */
export type Mark = { seen: string; generation: number; known: readonly string[] }

/** What is beyond the mark, whoever wrote it; the state too when compaction made another one since. */
export async function readTail(db: Reader, room: string, { seen, generation, known }: Mark): Promise<RoomRows | null> {
  const wanted = sql`j.xid >= pg_snapshot_xmin(${seen}::pg_snapshot)
    and not pg_visible_in_snapshot(j.xid, ${seen}::pg_snapshot) and j.seq <> all(${`{${known.join()}}`}::bigint[])`
  return assemble(await lines(db, { room, wanted, known: generation }))
}

type Question = { room: string; wanted: SQL; known?: number; most?: number }

async function lines(db: Reader, { room, wanted, known = -1, most = ALL }: Question): Promise<Line[]> {
  const isNews = sql`s.generation is distinct from ${known}`
  const read = await db.execute(sql`
    select r.shop_id, r.closed_at is not null as closed, r.epoch, pg_current_snapshot()::text as seen, s.generation,
           null::bigint as seq, case when ${isNews} then s.payload end as payload,
           case when ${isNews} then s.state_vector end as state_vector, s.checksum, false as quarantined
    from rooms r left join room_states s on s.room = r.name where r.name = ${room}
    union all
    (select null, null, null, null, null, j.seq, j.payload, null, j.checksum, j.quarantined_at is not null
     from journal j where j.room = ${room} and ${wanted} order by j.seq limit ${most})
    order by seq nulls first`)
  return read as Line[]
}

function assemble([head, ...tail]: Line[]): RoomRows | null {
  if (!head || head.shop_id === null) return null
  const stateSound = head.payload === null || isSound(head)
  const rotten = tail.filter((line) => !line.quarantined && !isSound(line))
  return {
    shopId: head.shop_id,
    closed: head.closed === true,
    epoch: head.epoch ?? 0,
    seen: head.seen ?? '',
    generation: head.generation ?? 0,
    state: stateSound ? head.payload : null,
    stateVector: stateSound ? head.state_vector : null,
    rows: tail.flatMap((line) =>
      isSound(line) && !line.quarantined && line.payload && line.seq ? [{ seq: line.seq, payload: line.payload }] : [],
    ),
    rotten: rotten.map((line) => String(line.seq)),
    damaged: !stateSound || tail.some((line) => line.quarantined || !isSound(line)),
  }
}

const isSound = (line: Line): boolean => line.payload !== null && checksum(line.payload) === Number(line.checksum)
