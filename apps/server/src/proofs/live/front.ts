import type { Connection } from '@hocuspocus/server'
import { roomOf } from './context.ts'
import { awarenessFrame, type Frame, readFrame, SYNC, step1Frame, step2Frame, syncPayloadOf, TYPE } from './frames.ts'
import type { Peer } from './peer.ts'
import type { Presence } from './presence/presence.ts'
import type { Writing } from './writing.ts'

/** More than a client has to say before it was let in: its question and its newest cursor, for each of a few rooms. */
const MOST_HELD_FRAMES = 32
const MOST_HELD_BYTES = 256 * 1024

/**
 * What people ask, say and show, which is ours; Hocuspocus lets them in, keeps the rooms, and sees them out. Whoever asks
 * what a room holds is sent the bytes as they are kept, whoever shows themselves waits behind nobody's edits.
 */
export class Front {
  readonly #presence: Presence
  readonly #writing: Writing

  constructor(presence: Presence, writing: Writing) {
    this.#presence = presence
    this.#writing = writing
  }

  /** Whether the frame is dealt with. */
  takes(peer: Peer, frame: Frame, data: Uint8Array): boolean {
    const { address, type, sync } = frame
    if (sync === null && type !== TYPE.awareness) return false
    const connection = peer.seats.get(roomOfAddress(address))?.connection
    if (!connection) hold(peer, frame, data)
    else if (connection.messageAddress !== address) peer.refuse()
    else if (type === TYPE.awareness) understood(peer, () => this.#presence(connection, data))
    else if (sync === SYNC.step1) understood(peer, () => answer(connection, data))
    else this.#writing.take(connection, frame, data)
    return true
  }

  /** The room is open: what came meanwhile is dealt with. */
  opened(peer: Peer, { document, messageAddress }: Connection): void {
    const everybody = roomOf(document).people.all()
    if (everybody) peer.send(awarenessFrame(messageAddress, everybody))
    const held = [...peer.held.values()]
    peer.held.clear()
    for (const data of held) {
      const frame = readFrame(data)
      if (frame && !peer.ended) this.takes(peer, frame, data)
    }
  }
}

/** Session-aware providers put their session behind the room's name. */
const roomOfAddress = (address: string): string => address.split('\0', 1)[0] ?? address

function answer(connection: Connection, data: Uint8Array): void {
  const address = connection.messageAddress
  const { update, stateVector } = roomOf(connection.document).answer(syncPayloadOf(data))
  connection.send(step2Frame(address, update))
  connection.send(step1Frame(address, stateVector))
}

/** Somebody who draws while the room opens goes on pointing: the newest cursor takes the place of the one before. */
function hold(peer: Peer, { address, type, sync }: Frame, data: Uint8Array): void {
  // What else is synchronised comes when it was asked for, which is when the room is open; it keeps its order.
  const isRepeated = type === TYPE.awareness || sync === SYNC.step1
  const kind = isRepeated ? `${type} ${sync} ${address}` : Symbol()
  peer.held.delete(kind)
  const bytes = [...peer.held.values()].reduce((sum, { length }) => sum + length, data.length)
  if (peer.held.size >= MOST_HELD_FRAMES || bytes > MOST_HELD_BYTES) peer.refuse()
  // A copy: the bytes are a window on what the network delivered.
  else peer.held.set(kind, data.slice())
}

function understood(peer: Peer, work: () => void): void {
  try {
    work()
  } catch {
    peer.refuse()
  }
}
