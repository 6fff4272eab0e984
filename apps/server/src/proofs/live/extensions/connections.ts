import type { Document, Extension, Hocuspocus } from '@hocuspocus/server'
import { CLOSE } from '../close-codes.ts'
import { type LiveContext, roomOf, seatOf } from '../context.ts'
import type { Front } from '../front.ts'

/** How Hocuspocus ends a connection that the client's provider said goodbye to. */
const GOODBYE = 'provider_initiated'

/** Keeps a socket and its Hocuspocus connection together: when one ends, so does the other. */
export function connections(front: Front): Extension<LiveContext> {
  return {
    extensionName: 'connections',
    async connected({ connection, context, instance, documentName }) {
      const { peer } = context
      const { document } = connection
      const seat = seatOf(context)
      const room = roomOf(document)
      // It may have come to a document that was unloaded at that moment: alone there, seen by nobody.
      if (!document.hasConnection(connection) || isLeft(instance, document)) return peer.end(CLOSE.later)
      if (room.epoch !== seat.epoch) return peer.end(CLOSE.later)
      seat.connection = connection
      connection.onClose((_document, event) => {
        peer.seats.delete(documentName)
        room.people.hide(room.people.ofWay(connection), connection)
        if (event?.reason !== GOODBYE) peer.close(event?.code ?? CLOSE.later.code, event?.reason ?? CLOSE.later.reason)
      })
      // Told once more on the line: that a room is damaged, or closed since the ticket, no ticket could say.
      const reason = room.damaged ? 'room.damaged' : seat.closed ? 'version.closed' : null
      if (reason) connection.sendStateless(JSON.stringify({ readOnly: reason }))
      front.opened(peer, connection)
    },
  }
}

const isLeft = (instance: Hocuspocus, document: Document): boolean => instance.documents.get(document.name) !== document
