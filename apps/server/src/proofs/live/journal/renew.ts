import { type SQL, sql } from 'drizzle-orm'
import { BUS_CHANNEL, written } from '../bus/messages.ts'
import { type Compactor, first, isMine, keep, updatesOf } from './compact.ts'
import type { Fresh } from './folding/fold.ts'
import type { Folder } from './folding/folder.ts'
import { type Reader, readRoom } from './read.ts'

/** Smaller ones open in a moment, whatever their past. */
const WORTHWHILE_BYTES = 16 * 1024
/** The fresh document has to be this much smaller: everybody who kept a copy of the old one pays for it. */
const WORTHWHILE_SHARE = 0.87

/** Rooms of which it is remembered that they are not worth it as they stand. */
const MOST_REMEMBERED = 1_000

/**
 * Gives a quiet room a document without a past: what stands, and nothing of how it came about, which is in the history.
 * Yjs keeps something of every change for ever, so that a mark moved fifty times would be paid for at each opening.
 * The room's epoch rises, and from that moment the journal takes no edit made in the old document.
 */
export class Renewal {
  readonly #db: Compactor
  readonly #folder: Folder
  readonly #quietMs: number
  /** By room, the generation of its state that was found not worth it. */
  readonly #weighed = new Map<string, number>()

  /** `quietMs`: how long nobody may have written. */
  constructor(db: Compactor, folder: Folder, quietMs: number) {
    this.#db = db
    this.#folder = folder
    this.#quietMs = quietMs
  }

  /** Whether it did. */
  renew(room: string): Promise<boolean> {
    return this.#db.transaction(async (tx) => {
      if (!(await isMine(tx, room)) || !(await isQuiet(tx, room, this.#quietMs))) return false
      const generation = await generationOf(tx, room)
      if (this.#weighed.get(room) === generation) return false
      const isRenewed = await renewIn(tx, this.#folder, room)
      if (!isRenewed) this.#remember(room, generation)
      return isRenewed
    })
  }

  #remember(room: string, generation: number): void {
    this.#weighed.delete(room)
    this.#weighed.set(room, generation)
    const [oldest] = this.#weighed.keys()
    if (this.#weighed.size > MOST_REMEMBERED && oldest !== undefined) this.#weighed.delete(oldest)
  }
}

async function renewIn(tx: Reader, folder: Folder, room: string): Promise<boolean> {
  // Whoever writes at this moment waits, is not written, and comes in again.
  await tx.execute(sql`select from rooms where name = ${room} for update`)
  const read = await readRoom(tx, room)
  if (!read || read.damaged) return false
  const before = updatesOf(read)
  const size = before.reduce((sum, { length }) => sum + length, 0)
  if (size < WORTHWHILE_BYTES) return false
  const fresh = await folder.renew(before)
  if (fresh.payload.length > size * WORTHWHILE_SHARE) return false
  await keep(tx, room, read, fresh)
  await raiseEpoch(tx, room, fresh)
  return true
}

async function generationOf(tx: Reader, room: string): Promise<number> {
  const state = await first<{ generation: number }>(tx, sql`select generation from room_states where room = ${room}`)
  return state?.generation ?? 0
}

/** Nothing was written for a while, in whichever process. */
async function isQuiet(tx: Reader, room: string, quietMs: number): Promise<boolean> {
  const since = sql`now() - make_interval(secs => ${quietMs / 1000})`
  const last = (table: SQL) => sql`(select created_at from ${table} where room = ${room} order by seq desc limit 1)`
  const written = await first<{ quiet: boolean | null }>(
    tx,
    sql`select greatest(${last(sql`journal`)}, ${last(sql`journal_history`)}) <= ${since} as quiet`,
  )
  return written?.quiet === true
}

async function raiseEpoch(tx: Reader, room: string, { clientIds }: Fresh): Promise<void> {
  await tx.execute(sql`update rooms set epoch = epoch + 1 where name = ${room}`)
  await tx.execute(sql`delete from client_bindings where room = ${room}`)
  const clients = `{${clientIds.map(([clientId]) => clientId).join()}}`
  const actors = `{${clientIds.map(([, actorId]) => actorId).join()}}`
  await tx.execute(sql`
    insert into client_bindings (room, client_id, shop_id, actor_id)
    select r.name, c.client_id, r.shop_id, c.actor_id
    from rooms r, unnest(${clients}::bigint[], ${actors}::uuid[]) as c(client_id, actor_id) where r.name = ${room}`)
  // Whoever has it open looks into the journal, and finds that it is another document.
  await tx.execute(sql`select pg_notify(${BUS_CHANNEL}, ${written('', 'E', room)})`)
}
