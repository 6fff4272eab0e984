import { type SQL, sql } from 'drizzle-orm'
import { checksum } from './checksum.ts'
import type { Folded } from './folding/fold.ts'
import type { Folder } from './folding/folder.ts'
import { type Reader, type RoomRows, readRoom } from './read.ts'

export type Compactor = { transaction<T>(work: (tx: Reader) => Promise<T>): Promise<T> }

/** Rows of one pass: what it reads, holds and folds is bounded, however much was said. */
const MOST_ROWS = 2_000

/**
 * Makes one state of the journal's rows, as the database has them, and moves exactly the rows that went into it to the
 * history: numbers are not given in the order of commits, so "all up to" would lose some. All in one transaction, so that
 * whoever is killed in it has done nothing. A damaged room stays as it is. Returns how many rows were folded.
 */
export async function compact(db: Compactor, folder: Folder, room: string): Promise<number> {
  let folded = 0
  for (;;) {
    const rows = await db.transaction((tx) => pass(tx, folder, room))
    folded += rows
    if (rows < MOST_ROWS) return folded
  }
}

async function pass(tx: Reader, folder: Folder, room: string): Promise<number> {
  if (!(await isMine(tx, room)) || !(await hasRows(tx, room))) return 0
  const read = await readRoom(tx, room, MOST_ROWS)
  if (!read || read.damaged || read.rows.length === 0) return 0
  await keep(tx, room, read, await folder.fold(updatesOf(read)))
  return read.rows.length
}

/** Of two that would compact a room at once, one does. */
export async function isMine(tx: Reader, room: string): Promise<boolean> {
  const lock = sql`select pg_try_advisory_xact_lock(hashtextextended(${`proofroom.compact ${room}`}, 0)) as mine`
  return (await first<{ mine: boolean }>(tx, lock))?.mine === true
}

async function hasRows(tx: Reader, room: string): Promise<boolean> {
  const found = sql`select exists (select from journal where room = ${room}) as some`
  return (await first<{ some: boolean }>(tx, found))?.some === true
}

export const updatesOf = ({ state, rows }: RoomRows): Uint8Array[] => [
  ...(state ? [state] : []),
  ...rows.map(({ payload }) => payload),
]

/** Puts the state in the place of the rows it was made of. */
export async function keep(tx: Reader, room: string, read: RoomRows, { payload, stateVector }: Folded): Promise<void> {
  await tx.execute(sql`
    insert into room_states (room, shop_id, generation, payload, state_vector, checksum)
    values (${room}, ${read.shopId}, 1, ${bytea(payload)}, ${bytea(stateVector)}, ${checksum(payload)})
    on conflict (room) do update
    set generation = room_states.generation + 1, payload = excluded.payload, state_vector = excluded.state_vector,
        checksum = excluded.checksum, updated_at = now()`)
  const seqs = `{${read.rows.map((row) => row.seq).join()}}`
  await tx.execute(sql`
    with folded as (
      delete from journal where room = ${room} and seq = any(${seqs}::bigint[])
      returning seq, room, shop_id, actor_id, payload, created_at
    )
    insert into journal_history (seq, room, shop_id, epoch, actor_id, payload, created_at)
    select seq, room, shop_id, ${read.epoch}::int, actor_id, payload, created_at from folded`)
}

const bytea = (bytes: Uint8Array): SQL => sql`decode(${Buffer.from(bytes).toString('base64')}, 'base64')`

export async function first<T>(db: Reader, query: SQL): Promise<T | undefined> {
  const [row] = (await db.execute(query)) as T[]
  return row
}
