import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { Hocuspocus } from '@hocuspocus/server'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Revocation } from '../../identity/index.ts'
import { ACCESS_CHANNEL, type Announcement } from './announce.ts'
import { answered } from './answered.ts'
import { openBus } from './bus/bus.ts'
import { CLOSE } from './close-codes.ts'
import type { LiveContext } from './context.ts'
import { authenticate } from './extensions/authenticate.ts'
import { Compaction } from './extensions/compaction.ts'
import { connections } from './extensions/connections.ts'
import { load } from './extensions/load.ts'
import type { Frame } from './frames.ts'
import { Front } from './front.ts'
import { Journal } from './journal/append.ts'
import { compact } from './journal/compact.ts'
import { openFolder } from './journal/folding/folder.ts'
import { openJournalPool } from './journal/pool.ts'
import { Renewal } from './journal/renew.ts'
import { listen } from './listen.ts'
import { type Counters, createCounters, type LiveMetrics } from './metrics.ts'
import { LIVE_LIMITS, type LiveLimits, type LiveOptions, type LiveViolation, QUIET_MS } from './options.ts'
import { Peer, type PeerOptions } from './peer.ts'
import { Peers } from './peers.ts'
import { presence } from './presence/presence.ts'
import { recheck } from './recheck.ts'
import type { Room } from './room.ts'
import { roomName } from './room-name.ts'
import { tracing } from './trace.ts'
import { refuseUpgrade, upgradeGate } from './upgrade.ts'
import { Writing } from './writing.ts'
import { type PlainEntry, plainEntryOf } from './yjs/entry.ts'
import { framesOf } from './yjs/frames.ts'
import { PlainPeer } from './yjs/plain-peer.ts'

export interface Live {
  /** For the http server's `upgrade` event of `/live` and `/live/yjs/<room>`; anything else is refused. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Ends matching sockets of this process. Actions use `announceRevocation`, which reaches every process. */
  revoke(what: Revocation): void
  /** Ends the sockets of the version's room here. Actions use `announceClosed`. */
  closeRoom(versionId: string): void
  metrics(): LiveMetrics
  /** For SIGTERM: what arrived is written and acknowledged, then everybody is sent away to come back elsewhere. */
  drain(): Promise<void>
}

/** A SyncStep2 of 4 MB and its head: until it is whole, whoever sends it need not have been let in. */
const MAX_FRAME = 5 * 1024 * 1024
const DRAIN_MS = 3_500
const GOODBYES_MS = 1_500
const DATABASE_MS = 1_000

export function createLive(options: LiveOptions): Live {
  const limits: LiveLimits = { ...LIVE_LIMITS, ...options.limits }
  const { database, log } = options
  const now = options.now ?? (() => new Date())
  const counters: Counters = createCounters()
  const peers = new Peers(now)
  const pool = openJournalPool(database.url)
  const onOutdated = ({ name, epoch }: Room) =>
    peers.endWhere((seat) => seat.room === name && seat.epoch === epoch, CLOSE.later)
  const bus = openBus({ database, reader: pool.reader, log, ...options.bus })
  const journal = new Journal({ sql: pool.sql, log, counters, announcer: bus.announcer, ...limits })
  const listening = listen({
    ...{ url: database.url, log, channel: ACCESS_CHANNEL },
    onPayload: (payload) => onAnnouncement(JSON.parse(payload) as Announcement),
    onGap: () => recheck(database.db, peers),
  })
  const hearing = Promise.all([listening.ready, bus.ready])
  // Whoever awaits it hears of it; nobody may be waiting.
  hearing.catch(() => {})
  const folder = openFolder()
  const quietMs = options.quietMs ?? QUIET_MS
  const renewal = new Renewal(pool.reader, folder, quietMs)
  const compaction = new Compaction({
    compact: (room) => compact(pool.reader, folder, room),
    renew: (room) => renewal.renew(room),
    ...{ quietMs, log, journalRows: limits.journalRows },
  })
  const trace = tracing(log)
  const store = { journal, reader: pool.reader, onOutdated, trace }
  const writing = new Writing({ peers, log, record, trace, onDone })
  const front = new Front(presence({ log, record }), writing)
  const hocuspocus = new Hocuspocus<LiveContext>({
    quiet: true,
    timeout: 60_000,
    maxPendingDocuments: 4,
    extensions: [
      authenticate({ db: database.db, peers, log, now, record, listening: hearing, ...limits }),
      load({ store, rooms: bus.rooms, onOpen: bus.opened, peers, log, ...limits }),
      connections(front),
      compaction,
    ],
  })
  const gate = upgradeGate({ ...options, limits })
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false })
  let draining = false

  function record(violation: LiveViolation): void {
    counters.refused[violation.code] = (counters.refused[violation.code] ?? 0) + 1
    options.onViolation?.(violation)
  }

  function onDone(room: Room): void {
    compaction.notice(room)
    // Its author left while the edit was being written, and nobody else is there.
    if (!room.isBusy && room.document.getConnectionsCount() === 0) void hocuspocus.unloadDocument(room.document)
  }

  function onAnnouncement(announcement: Announcement): void {
    if ('revoked' in announcement) peers.revoke(announcement.revoked)
    else closeRoom(announcement.closed)
  }

  function closeRoom(versionId: string): void {
    peers.closeRoom(roomName(versionId))
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => {})
    const refused = draining ? '503 Service Unavailable' : await gate.admit(request, socket)
    if (refused) refuseUpgrade(socket, refused)
    else {
      const plain = plainEntryOf(request.url ?? '/')
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const options = { socket: webSocket, wire: socket, limits, record }
        if (plain) attachPlain(options, plain)
        else attach(webSocket, new Peer(options), asItIs)
      })
    }
  }

  function attachPlain(options: PeerOptions, { room, ticket }: PlainEntry): void {
    const frames = framesOf(room)
    const connection = attach(options.socket, new PlainPeer(options, room), frames.toHocuspocus)
    connection.handleMessage(frames.ticket(ticket))
  }

  /** `read` gives Hocuspocus' frame for the client's, or null for one that no client sends. */
  function attach(webSocket: WebSocket, peer: Peer, read: (data: Uint8Array) => Uint8Array | null) {
    // Nothing of the real request is needed from here on, and cookies are better not carried along.
    const connection = hocuspocus.handleConnection(peer, new Request('http://live/'), { peer })
    peers.add(peer)
    webSocket.on('error', () => {})
    webSocket.on('message', (data: Buffer, isBinary) => {
      const bytes = isBinary ? read(data) : null
      if (!bytes) return peer.refuse()
      const frame = peer.admits(bytes)
      if (frame) take(connection, peer, frame, bytes)
    })
    webSocket.on('close', (code, reason) => {
      peer.gone()
      peers.remove(peer)
      connection.handleClose({ code, reason: String(reason) })
    })
    return connection
  }

  function take(connection: Connected, peer: Peer, frame: Frame, bytes: Uint8Array): void {
    if (front.takes(peer, frame, bytes)) {
      // Hocuspocus ends sockets that it has not heard of for long.
      connection.lastMessageReceivedAt = Date.now()
      return
    }
    connection.handleMessage(bytes)
  }

  async function drain(): Promise<void> {
    draining = true
    for (const peer of peers) peer.quiet()
    await until(() => journal.queue === 0 && [...peers].every((peer) => peer.flow.underWay === 0), DRAIN_MS)
    for (const peer of peers) peer.end(CLOSE.later)
    await until(() => peers.size === 0, GOODBYES_MS)
    peers.stop()
    // An absent database keeps nobody from going.
    await answered(Promise.all([compaction.stop(), listening.stop(), bus.stop()]), DATABASE_MS).catch(() => {})
    await Promise.all([pool.close(), folder.close()])
  }

  return {
    handleUpgrade: (request, socket, head) => {
      upgrade(request, socket, head).catch((error) => {
        log.error({ err: error }, 'A socket could not be opened.')
        socket.destroy()
      })
    },
    revoke: (what) => peers.revoke(what),
    closeRoom,
    metrics: () => ({
      rooms: hocuspocus.documents.size,
      neighbours: bus.neighbours,
      connections: peers.size,
      queue: journal.queue,
      edits: counters.edits,
      queueAgeMs: journal.queueAgeMs,
      refusals: Object.values(counters.refused).reduce((sum, count) => sum + count, 0),
      refused: { ...counters.refused },
      acknowledgement: structuredClone(counters.acknowledgement),
    }),
    drain,
  }
}

type Connected = ReturnType<Hocuspocus<LiveContext>['handleConnection']>

const asItIs = (data: Uint8Array): Uint8Array => data

async function until(done: () => boolean, ms: number): Promise<void> {
  const end = performance.now() + ms
  while (!done() && performance.now() < end) await pause(10)
}
