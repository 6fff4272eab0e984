import type { Connection } from '@hocuspocus/server'
import { contextOf, roomOf, seatOf } from '../context.ts'
import { payloadOf } from '../frames.ts'
import type { Grant } from '../grant.ts'
import type { LiveLog, LiveViolation } from '../options.ts'
import type { Seat } from '../peer.ts'
import type { Room } from '../room.ts'
import { readStates, type State } from './people.ts'

/** What a client may say about itself, and how many characters of JSON each may be. */
const ALLOWED = { cursor: 512, drawing: 8 * 1024, typing: 512 } as const

export type PresenceOptions = { log: LiveLog; record(violation: LiveViolation): void }

/** Takes in one awareness frame of a connection. Throws when a state is no JSON. */
export type Presence = (connection: Connection, frame: Uint8Array) => void

/**
 * Who somebody is comes from their ticket, whatever their client says; each connection shows itself under one client id
 * that is nobody else's. Cursors do not wait behind the sender's edits, and never for the database.
 */
export function presence({ log, record }: PresenceOptions): Presence {
  const recorded = new WeakSet<Connection>()

  /** The first client id a connection shows is its own from then on, unless it is somebody else's. */
  function isTheirs(connection: Connection, room: Room, seat: Seat, { clientId, clock, json }: State): boolean {
    if (seat.presence !== null) return seat.presence === clientId
    // Whoever has nothing to show yet says so, and by the y-protocols a first clock of 0 is not heard by anybody.
    if (json === 'null' || clock === 0 || !isFree(room, seat, clientId)) return false
    seat.presence = clientId
    room.people.moveTo(clientId, connection)
    room
      .claim(clientId, seat.grant.actorId)
      .catch((error) => log.warn({ err: error, room: seat.room }, 'Whose a client id is could not be kept.'))
    return true
  }

  function notice(connection: Connection, room: Room, { room: name, shopId, grant }: Seat, state: State): void {
    if (recorded.has(connection) || !isPretence(room, grant, state)) return
    recorded.add(connection)
    record({ room: name, shopId, actorId: grant.actorId, code: 'presence.foreign_client' })
  }

  return (connection, frame) => {
    const seat = seatOf(contextOf(connection))
    const room = roomOf(connection.document)
    for (const state of readStates(payloadOf(frame))) {
      if (!isTheirs(connection, room, seat, state)) notice(connection, room, seat, state)
      else if (state.json === 'null') room.people.hide([state.clientId], connection)
      else {
        const { clientId, clock } = state
        const { actorId } = seat.grant
        room.people.show(clientId, { clock, actorId, way: connection, json: stamped(state.json, seat.grant) })
      }
    }
  }
}

function stamped(json: string, { actorId, name, initials, colour, side }: Grant): string {
  const said = (JSON.parse(json) ?? {}) as Record<string, unknown>
  const shown: Record<string, unknown> = {}
  for (const [key, limit] of Object.entries(ALLOWED)) {
    const value = said[key]
    if (value !== undefined && JSON.stringify(value).length <= limit) shown[key] = value
  }
  return JSON.stringify({ ...shown, user: { actorId, name, initials, colour, side } })
}

/**
 * Whether it says something new in the name of somebody else. Providers repeat what they heard of others; a clock ahead
 * of the room's own can only have been made up.
 */
function isPretence({ people }: Room, grant: Grant, { clientId, clock }: State): boolean {
  const shown = people.get(clientId)
  return shown !== undefined && shown.actorId !== grant.actorId && clock > shown.clock
}

/** Nobody else's, neither by what was written under it nor by who is seen under it, in whichever process. */
function isFree(room: Room, { grant }: Seat, clientId: number): boolean {
  const owner = room.actorOf(clientId) ?? grant.actorId
  const shown = room.people.get(clientId)?.actorId ?? grant.actorId
  return owner === grant.actorId && shown === grant.actorId
}
