import type { Connection } from '@hocuspocus/server'
import { roomOf } from './context.ts'
import { awarenessFrame, type Frame, SYNC, step1Frame, step2Frame, syncPayloadOf, TYPE } from './frames.ts'
import type { Peer } from './peer.ts'
import type { Presence } from './presence/presence.ts'

/** What a socket asked and showed before its room was open; the newest of each. */
export type Held = { step1: Uint8Array | null; shown: Uint8Array | null }

/** More than one socket has any use for. */
const MOST_ROOMS = 16
const MOST_BYTES = 64 * 1024

/**
 * Answered in front of Hocuspocus: who asks what a room holds is sent the bytes as they are kept, and who shows
 * themselves waits behind nobody's edits.
 */
export class Front {
  readonly #presence: Presence

  constructor(presence: Presence) {
    this.#presence = presence
  }

  /** Whether the frame is dealt with. */
  takes(peer: Peer, { address, type, sync }: Frame, data: Uint8Array): boolean {
    const isQuestion = type === TYPE.sync && sync === SYNC.step1
    if (!isQuestion && type !== TYPE.awareness) return false
    const connection = peer.seats.get(roomOfAddress(address))?.connection
    if (connection?.messageAddress === address) {
      if (isQuestion) this.#answer(peer, connection, data)
      else this.#show(peer, connection, data)
      return true
    }
    return !connection && hold(peer.held, { address, isQuestion, data })
  }

  /** The room is open: what was asked meanwhile is answered. */
  opened(peer: Peer, connection: Connection): void {
    const { document, messageAddress: address } = connection
    const everybody = roomOf(document).people.all()
    if (everybody) connection.send(awarenessFrame(address, everybody))
    const held = peer.held.get(address)
    peer.held.delete(address)
    if (held?.step1) this.#answer(peer, connection, held.step1)
    if (held?.shown) this.#show(peer, connection, held.shown)
  }

  #answer(peer: Peer, connection: Connection, data: Uint8Array): void {
    understood(peer, () => {
      const address = connection.messageAddress
      const { update, stateVector } = roomOf(connection.document).answer(syncPayloadOf(data))
      connection.send(step2Frame(address, update))
      connection.send(step1Frame(address, stateVector))
    })
  }

  #show(peer: Peer, connection: Connection, data: Uint8Array): void {
    understood(peer, () => this.#presence(connection, data))
  }
}

/** Session-aware providers put their session behind the room's name. */
const roomOfAddress = (address: string): string => address.split('\0', 1)[0] ?? address

/** False: too much of it. A long question can go the way of all other frames, a long state is nobody's cursor. */
function hold(all: Map<string, Held>, one: { address: string; isQuestion: boolean; data: Uint8Array }): boolean {
  if (one.data.length > MOST_BYTES) return !one.isQuestion
  const held = all.get(one.address) ?? { step1: null, shown: null }
  if (all.size >= MOST_ROOMS && !all.has(one.address)) return false
  all.set(one.address, held)
  // A copy: the bytes are a window on what the network delivered.
  held[one.isQuestion ? 'step1' : 'shown'] = one.data.slice()
  return true
}

function understood(peer: Peer, work: () => void): void {
  try {
    work()
  } catch {
    peer.refuse()
  }
}
