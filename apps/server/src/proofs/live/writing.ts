import { type Connection, OutgoingMessage } from '@hocuspocus/server'
import { CLOSE, Refused } from './close-codes.ts'
import { contextOf, roomOf, seatOf } from './context.ts'
import { type Frame, SYNC, syncPayloadOf } from './frames.ts'
import type { LiveLog, LiveViolation } from './options.ts'
import type { Peers } from './peers.ts'
import { type Room, Violated } from './room.ts'
import type { Trace } from './trace.ts'

export type WritingOptions = {
  peers: Peers
  log: LiveLog
  record(violation: LiveViolation): void
  trace: Trace
  /** An edit of the room was dealt with. */
  onDone(room: Room): void
}

type Waiting = { frame: Frame; data: Uint8Array }

/**
 * What people say, one frame of a connection at a time: nothing is applied, acknowledged or shown that the journal does
 * not have.
 */
export class Writing {
  readonly #options: WritingOptions
  readonly #queues = new WeakMap<Connection, Waiting[]>()

  constructor(options: WritingOptions) {
    this.#options = options
  }

  take(connection: Connection, frame: Frame, data: Uint8Array): void {
    const queue = this.#queues.get(connection) ?? []
    this.#queues.set(connection, queue)
    contextOf(connection).peer.flow.entered(data.length)
    if (queue.push({ frame, data }) === 1) void this.#work(connection, queue)
  }

  /** In the order in which it came. After a refusal the socket is closed and the rest is left out. */
  async #work(connection: Connection, queue: Waiting[]): Promise<void> {
    const { peer } = contextOf(connection)
    const room = roomOf(connection.document)
    for (let next = queue[0]; next; next = queue[0]) {
      if (!peer.ended) await this.#one(connection, room, next).catch((error) => this.#refuse(connection, error, next))
      peer.flow.left(next.data.length)
      queue.shift()
    }
    this.#options.onDone(room)
  }

  async #one(connection: Connection, room: Room, { frame, data }: Waiting): Promise<void> {
    const update = syncPayloadOf(data)
    if (room.damaged) connection.readOnly = true
    // Saved already is saved, whoever says it again.
    if (connection.readOnly) return acknowledge(connection, isEmpty(update) || room.contains(update))
    const { peer } = contextOf(connection)
    const isSync = frame.sync === SYNC.step2
    if (!isEmpty(update)) {
      await room.accept({
        ...{ connection, update, actor: seatOf(contextOf(connection)).grant, kind: isSync ? 'sync' : 'update' },
        isRevoked: () => peer.revoked,
      })
    }
    acknowledge(connection, true)
    if (!isSync) return
    for (let owed = peer.filter.takeOwed(frame.address); owed > 0; owed--) acknowledge(connection, true)
  }

  #refuse(connection: Connection, error: unknown, { data }: Waiting): void {
    const { peers, log, record, trace } = this.#options
    const { peer, seat } = contextOf(connection)
    const room = connection.document.name
    if (!(error instanceof Refused)) log.error({ err: error, room }, 'An edit could not be judged.')
    const refused = error instanceof Refused ? error : new Refused(CLOSE.later)
    if (error instanceof Violated && seat) {
      record({ room, shopId: seat.shopId, actorId: seat.grant.actorId, code: error.violation })
      trace('refused', syncPayloadOf(data), { room, code: error.violation })
    }
    if (refused.code === CLOSE.closed.code) peers.closeRoom(room)
    peer.close(refused.code, refused.reason)
  }
}

function acknowledge(connection: Connection, saved: boolean): void {
  connection.send(new OutgoingMessage(connection.messageAddress).writeSyncStatus(saved).toUint8Array())
}

/** No structs and no deletions: what a client without news answers a SyncStep1 with. */
const isEmpty = (update: Uint8Array): boolean => update.length === 2 && update[0] === 0 && update[1] === 0
