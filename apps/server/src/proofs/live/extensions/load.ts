import type { Document, Extension } from '@hocuspocus/server'
import { sql } from 'drizzle-orm'
import { answered } from '../answered.ts'
import type { OpenRooms } from '../bus/open-rooms.ts'
import { CLOSE, Refused } from '../close-codes.ts'
import { type LiveContext, roomOf, setRoom } from '../context.ts'
import { type Reader, readRoom } from '../journal/read.ts'
import type { LiveLog } from '../options.ts'
import type { Peers } from '../peers.ts'
import { Room, type RoomStore } from '../room.ts'

export type LoadOptions = {
  store: RoomStore
  rooms: OpenRooms
  peers: Peers
  log: LiveLog
  answerMs: number
  onOpen(room: Room): void
}

/** Opens a room from the database: its state, then the journal's rows. */
export function load({ store, rooms, peers, log, answerMs, onOpen }: LoadOptions): Extension<LiveContext> {
  return {
    extensionName: 'load',
    async onLoadDocument({ documentName, document }) {
      try {
        const room = await rooms.open(documentName, () => answered(openRoom(document, store, log), answerMs))
        setRoom(document, room)
        onOpen(room)
      } catch (error) {
        log.error({ err: error, room: documentName }, 'A room could not be opened.')
        // Hocuspocus would say "permission denied" to everybody who waits for the room, and they would not come back.
        peers.endWhere((seat) => seat.room === documentName, CLOSE.later)
        throw new Refused(CLOSE.later)
      }
    },
    async beforeUnloadDocument({ document }) {
      // Opened anew before the edit is written, the room would not have it. Its own connection's end tries again.
      if (roomOf(document).isBusy) throw new Refused(CLOSE.later)
    },
  }
}

async function openRoom(document: Document, store: RoomStore, log: LiveLog): Promise<Room> {
  const bindings = readBindings(store.reader, document.name)
  // Somebody waits for it below, or nobody does because the room is gone.
  bindings.catch(() => {})
  const read = await readRoom(store.reader, document.name)
  if (!read) throw new Error('The room is gone.')
  if (read.rotten.length > 0) await setAside(store.reader, document.name, read.rotten)
  if (read.damaged) log.error({ room: document.name, rows: read.rotten }, 'Part of a room cannot be read: read-only.')
  return new Room(document, read, await bindings, store)
}

/** A row that is not what was written is kept for whoever repairs it, and never applied. */
async function setAside(db: Reader, room: string, seqs: string[]): Promise<void> {
  const list = `{${seqs.join()}}`
  await db.execute(
    sql`update journal set quarantined_at = now() where room = ${room} and seq = any(${list}::bigint[]) and quarantined_at is null`,
  )
}

async function readBindings(db: Reader, room: string): Promise<Map<number, string>> {
  const rows = await db.execute(sql`select client_id, actor_id from client_bindings where room = ${room}`)
  return new Map(
    (rows as { client_id: string; actor_id: string }[]).map((row) => [Number(row.client_id), row.actor_id]),
  )
}
