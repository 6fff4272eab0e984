import type { Connection, Document } from '@hocuspocus/server'
import type { Peer, Seat } from './peer.ts'
import type { Room } from './room.ts'

/** What Hocuspocus carries along for each connection. `seat` is there once the ticket was redeemed. */
export type LiveContext = { peer: Peer; seat?: Seat }

/** By document and not by name: while one is being unloaded, the next of the same name may already be loading. */
const rooms = new WeakMap<Document, Room>()

export const setRoom = (document: Document, room: Room): void => void rooms.set(document, room)

export function roomOf(document: Document): Room {
  const room = rooms.get(document)
  if (!room) throw new Error(`The room ${document.name} was never loaded.`)
  return room
}

export function seatOf(context: LiveContext): Seat {
  if (!context.seat) throw new Error('This connection was let in without a ticket.')
  return context.seat
}

export const contextOf = (connection: Connection): LiveContext => connection.context as LiveContext
