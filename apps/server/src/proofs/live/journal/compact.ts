import { type SQL, sql } from 'drizzle-orm'
import * as Y from 'yjs'
import { checksum } from './checksum.ts'
import { type Reader, readRoom } from './read.ts'

export type Compactor = { transaction<T>(work: (tx: Reader) => Promise<T>): Promise<T> }

/** Fewer rows than this are not worth a new state. */
const WORTHWHILE = 20

/**
 * Makes one state of the journal's rows, as the database has them, and deletes exactly the rows that went into it:
 * numbers are not given in the order of commits, so "all up to" would lose some. A damaged room stays as it is.
 */
export function compact(db: Compactor, room: string): Promise<number> {
  return db.transaction(async (tx) => {
    const lock = sql`select pg_try_advisory_xact_lock(hashtextextended(${`proofroom.compact ${room}`}, 0)) as mine`
    if (!(await first<{ mine: boolean }>(tx, lock))?.mine) return 0
    const read = await readRoom(tx, room)
    if (!read || read.damaged || read.rows.length < WORTHWHILE) return 0
    const payload = stateOf([...(read.state ? [read.state] : []), ...read.rows.map((row) => row.payload)])
    await tx.execute(sql`
      insert into room_states (room, shop_id, generation, payload, checksum)
      values (${room}, ${read.shopId}, 1, decode(${Buffer.from(payload).toString('base64')}, 'base64'), ${checksum(payload)})
      on conflict (room) do update
      set generation = room_states.generation + 1, payload = excluded.payload, checksum = excluded.checksum,
          updated_at = now()`)
    const seqs = `{${read.rows.map((row) => row.seq).join()}}`
    await tx.execute(sql`delete from journal where room = ${room} and seq = any(${seqs}::bigint[])`)
    return read.rows.length
  })
}

/** In one transaction: merging thousands of updates one into the other is thirty times slower. */
function stateOf(updates: Uint8Array[]): Uint8Array {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  const state = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return state
}

async function first<T>(db: Reader, query: SQL): Promise<T | undefined> {
  const [row] = (await db.execute(query)) as T[]
  return row
}
