import { type beforeSyncPayload, type Connection, type Extension, OutgoingMessage } from '@hocuspocus/server'
import { CLOSE, Refused } from '../close-codes.ts'
import { contextOf, type LiveContext, roomOf, seatOf } from '../context.ts'
import { readFrame, SYNC } from '../frames.ts'
import type { LiveLog, LiveViolation } from '../options.ts'
import type { Peers } from '../peers.ts'
import { Violated } from '../room.ts'
import type { Trace } from '../trace.ts'

export type WriteOptions = {
  peers: Peers
  log: LiveLog
  record(violation: LiveViolation): void
  trace: Trace
}

/**
 * Nothing is applied, acknowledged or shown that the journal does not have: Hocuspocus 4 waits for this hook before all
 * three, and handles one message of a connection at a time.
 */
export function write({ peers, log, record, trace }: WriteOptions): Extension<LiveContext> {
  /** Connections whose SyncStep2 was written, until what it owes is paid. */
  const synced = new WeakSet<Connection>()

  async function accept({ connection, document, type, payload }: beforeSyncPayload): Promise<void> {
    const context = contextOf(connection)
    const seat = seatOf(context)
    try {
      await roomOf(document).accept({
        connection,
        actor: seat.grant,
        update: payload,
        kind: type === SYNC.step2 ? 'sync' : 'update',
        isRevoked: () => context.peer.revoked,
      })
    } catch (error) {
      if (!(error instanceof Refused)) log.error({ err: error, room: seat.room }, 'An edit could not be judged.')
      const refused = error instanceof Refused ? error : new Refused(CLOSE.later)
      if (error instanceof Violated) {
        record({ room: seat.room, shopId: seat.shopId, actorId: seat.grant.actorId, code: error.violation })
        trace('refused', payload, { room: seat.room, code: error.violation })
      }
      if (refused.code === CLOSE.closed.code) peers.closeRoom(seat.room)
      context.peer.close(refused.code, refused.reason)
      throw refused
    }
  }

  return {
    extensionName: 'write',
    async beforeSync(message) {
      const { connection, document, type, payload } = message
      // Hocuspocus answers by the document.
      if (type === SYNC.step1) return roomOf(document).open()
      if (contextOf(connection).peer.ended) throw new Refused(CLOSE.access)
      // Hocuspocus answers a read-only connection by itself: "not saved".
      if (roomOf(document).damaged) connection.readOnly = true
      if (connection.readOnly) return isEmpty(payload) ? undefined : roomOf(document).open()
      if (!isEmpty(payload)) await accept(message)
      if (type === SYNC.step2) synced.add(connection)
    },
    async afterHandleMessage({ connection, document, update }) {
      const { peer } = contextOf(connection)
      peer.flow.left(update.length)
      roomOf(document).applied(connection)
      if (synced.delete(connection)) payOwed(connection, readFrame(update)?.address ?? document.name)
    },
  }

  function payOwed(connection: Connection, address: string): void {
    const { peer } = contextOf(connection)
    for (let owed = peer.filter.takeOwed(address); owed > 0; owed--) {
      connection.send(new OutgoingMessage(connection.messageAddress).writeSyncStatus(true).toUint8Array())
    }
  }
}

/** No structs and no deletions: what a client without news answers a SyncStep1 with. */
const isEmpty = (update: Uint8Array): boolean => update.length === 2 && update[0] === 0 && update[1] === 0
