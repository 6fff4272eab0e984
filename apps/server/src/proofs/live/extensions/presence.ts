import type { Connection, Document, Extension } from '@hocuspocus/server'
import { contextOf, type LiveContext, roomOf, seatOf } from '../context.ts'
import { awarenessClients, readFrame, TYPE } from '../frames.ts'
import type { Grant } from '../grant.ts'
import type { Seat } from '../peer.ts'

type State = Record<string, unknown>

/** What a client may say about itself, and how many characters of JSON each may be. */
const ALLOWED = { cursor: 512, drawing: 8 * 1024, typing: 512 } as const

/**
 * Who somebody is comes from their ticket, whatever their client says; each connection shows itself under one client id
 * that is nobody else's.
 */
export function presence(): Extension<LiveContext> {
  /** Hocuspocus decodes into an Awareness of its own, whose own client id is among the states it hands on. */
  const sent = new WeakMap<Connection, Set<number>>()
  return {
    extensionName: 'presence',
    async beforeHandleMessage({ connection, update }) {
      if (readFrame(update)?.type === TYPE.awareness) sent.set(connection, awarenessClients(update))
    },
    async beforeHandleAwareness({ states, connection, document }) {
      // Without a connection it comes from another process, which has stamped it.
      if (!connection) return
      const seat = seatOf(contextOf(connection))
      for (const [clientId, state] of states) {
        const isTheirs = sent.get(connection)?.has(clientId) && takeClientId(document, connection, seat, clientId)
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

/** The first client id a connection shows is its own from then on, unless it is somebody else's. */
function takeClientId(document: Document, connection: Connection, seat: Seat, clientId: number): boolean {
  if (seat.presence !== null) return seat.presence === clientId
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
    document.connections.get(connection)?.clients.add(clientId)
  }
  seat.presence = clientId
  return true
}
