import type { Connection, Document, Extension } from '@hocuspocus/server'
import { contextOf, type LiveContext, roomOf, seatOf } from '../context.ts'
import { awarenessClients, readFrame, TYPE } from '../frames.ts'
import type { Grant } from '../grant.ts'
import type { LiveLog, LiveViolation } from '../options.ts'
import type { Seat } from '../peer.ts'

type State = Record<string, unknown>

/** What a client may say about itself, and how many characters of JSON each may be. */
const ALLOWED = { cursor: 512, drawing: 8 * 1024, typing: 512 } as const

export type PresenceOptions = {
  log: LiveLog
  record(violation: LiveViolation): void
  /** A connection shows itself under a client id from now on. */
  onShown(document: Document, clientId: number): void
}

/**
 * Who somebody is comes from their ticket, whatever their client says; each connection shows itself under one client id
 * that is nobody else's.
 */
export function presence({ log, record, onShown }: PresenceOptions): Extension<LiveContext> {
  /** Hocuspocus decodes into an Awareness of its own, whose own client id is among the states it hands on. */
  const sent = new WeakMap<Connection, Map<number, number>>()
  const recorded = new WeakSet<Connection>()

  function notice(connection: Connection, document: Document, clients: Map<number, number>): void {
    if (recorded.has(connection) || !pretends(document, connection, clients)) return
    recorded.add(connection)
    const { room, shopId, grant } = seatOf(contextOf(connection))
    record({ room, shopId, actorId: grant.actorId, code: 'presence.foreign_client' })
  }

  /** The first client id a connection shows is its own from then on, unless it is somebody else's. */
  function takeClientId(document: Document, connection: Connection, clientId: number): boolean {
    const seat = seatOf(contextOf(connection))
    if (seat.presence !== null) return seat.presence === clientId
    if (!isFree(document, connection, seat, clientId)) return false
    seat.presence = clientId
    // Come over from another process they are known already: then Hocuspocus would not notice whose they are now.
    document.connections.get(connection)?.clients.add(clientId)
    onShown(document, clientId)
    // Not awaited: a cursor does not wait for the database.
    roomOf(document)
      .claim(clientId, seat.grant.actorId)
      .catch((error) => log.warn({ err: error, room: seat.room }, 'Whose a client id is could not be kept.'))
    return true
  }

  return {
    extensionName: 'presence',
    async beforeHandleMessage({ connection, document, update }) {
      if (readFrame(update)?.type !== TYPE.awareness) return
      const clients = awarenessClients(update)
      sent.set(connection, clients)
      notice(connection, document, clients)
    },
    async beforeHandleAwareness({ states, connection, document }) {
      // Without a connection it comes from another process, which has stamped it.
      if (!connection) return
      const seat = seatOf(contextOf(connection))
      for (const [clientId, state] of states) {
        const isTheirs = sent.get(connection)?.has(clientId) && takeClientId(document, connection, clientId)
        if (isTheirs) states.set(clientId, stamped(state, seat.grant))
        else states.delete(clientId)
      }
    },
  }
}

function stamped(state: State, { actorId, name, initials, colour, side }: Grant): State {
  const shown: State = {}
  for (const [key, limit] of Object.entries(ALLOWED)) {
    const value = state[key]
    if (value !== undefined && JSON.stringify(value).length <= limit) shown[key] = value
  }
  return { ...shown, user: { actorId, name, initials, colour, side } }
}

/**
 * Whether a frame says something new in the name of somebody else. Providers repeat what they heard of others; a clock
 * ahead of the room's own can only have been made up.
 */
function pretends({ awareness, connections }: Document, connection: Connection, clients: Map<number, number>) {
  const { presence, grant } = seatOf(contextOf(connection))
  if (clients.size === 1 && presence !== null && clients.has(presence)) return false
  for (const [other, { clients: shown }] of connections) {
    if (seatOf(contextOf(other)).grant.actorId === grant.actorId) continue
    for (const clientId of shown as Set<number>) {
      if ((clients.get(clientId) ?? -1) > (awareness.meta.get(clientId)?.clock ?? Number.POSITIVE_INFINITY)) return true
    }
  }
  return false
}

/** Nobody else's; what an old socket of the same person shows under it is moved to the new one. */
function isFree(document: Document, connection: Connection, seat: Seat, clientId: number): boolean {
  const owner = roomOf(document).actorOf(clientId)
  if (owner !== null && owner !== seat.grant.actorId) return false
  // Somebody who is in another process: plain Yjs clients repeat the states that they were sent.
  const shown: unknown = document.awareness.getStates().get(clientId)?.user?.actorId
  if (shown !== undefined && shown !== seat.grant.actorId) return false
  for (const [other, { clients }] of document.connections) {
    if (other === connection || !clients.has(clientId)) continue
    if (seatOf(contextOf(other)).grant.actorId !== seat.grant.actorId) return false
    // The same person is back on a new socket before the old one was missed: its late end must not remove them.
    clients.delete(clientId)
  }
  return true
}
