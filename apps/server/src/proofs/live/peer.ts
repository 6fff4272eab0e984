import type { Writable } from 'node:stream'
import type { Connection, WebSocketLike } from '@hocuspocus/server'
import type { WebSocket } from 'ws'
import { CLOSE, type Close } from './close-codes.ts'
import { Flow } from './flow.ts'
import { type Frame, readFrame } from './frames.ts'
import type { Grant } from './grant.ts'
import type { LiveLimits, LiveViolation } from './options.ts'
import { SyncFilter } from './sync-filter.ts'

/** One room that a socket was let into. */
export type Seat = {
  room: string
  shopId: string
  grant: Grant
  connection: Connection | null
  /** The Yjs client id under which this connection shows itself. */
  presence: number | null
  /** They came when the version was closed already, and know. */
  closed: boolean
  /** Of the document that they were let into. */
  epoch: number
}

/** What the socket writes to. */
type Wire = Pick<Writable, 'cork' | 'uncork'>

export type PeerOptions = {
  socket: WebSocket
  wire: Wire
  limits: LiveLimits
  record(violation: LiveViolation): void
}

/** How long a socket may take to say goodbye. */
const GOODBYE_MS = 1_000

/**
 * One socket, between `ws` and Hocuspocus: filters and counts what comes in, bounds what waits to go out, and ends for
 * good. Hocuspocus closing its connection leaves the socket open; `end` does not.
 */
export class Peer implements WebSocketLike {
  readonly seats = new Map<string, Seat>()
  readonly filter = new SyncFilter()
  /** What came before the room was open: of each kind the newest. */
  readonly held = new Map<string | symbol, Uint8Array>()
  readonly flow: Flow
  readonly #socket: WebSocket
  readonly #wire: Wire
  readonly #bufferedBytes: number
  readonly #record: (violation: LiveViolation) => void
  #largest = 0
  #corked = false
  #quiet = false
  #ended: number | null = null

  constructor({ socket, wire, limits, record }: PeerOptions) {
    this.#socket = socket
    this.#wire = wire
    this.#record = record
    this.#bufferedBytes = limits.bufferedBytes
    this.flow = new Flow(socket, limits)
  }

  /** Nothing that this socket still sends counts any more. */
  get ended(): boolean {
    return this.#ended !== null
  }

  /** Ended because the access did: what of it still waits for the database is not written any more. */
  get revoked(): boolean {
    return this.#ended === CLOSE.access.code
  }

  get readyState(): number {
    return this.#socket.readyState
  }

  /** For what no client of ours sends: text, or a frame that its protocol does not have. */
  refuse(): null {
    const [seat = null] = this.seats.values()
    const where = { room: seat?.room ?? null, shopId: seat?.shopId ?? null, actorId: seat?.grant.actorId ?? null }
    if (!this.ended) this.#record({ ...where, code: 'frame.malformed' })
    this.close(1003, 'not understood')
    return null
  }

  /** From now on what arrives is left out; what was taken goes its way. */
  quiet(): void {
    this.#quiet = true
  }

  /** The socket is closed, by whomever. */
  gone(): void {
    this.#ended ??= 1006
    this.flow.stop()
  }

  /** A frame that arrived and is to be dealt with; null when it is left out. */
  admits(data: Uint8Array): Frame | null {
    if (this.ended || this.#quiet) return null
    this.flow.arrived(data.length)
    // A connection-level ping or pong: one byte, no address.
    if (data.length === 1) return null
    const frame = readFrame(data)
    if (!frame) return this.refuse()
    try {
      return this.filter.passes(frame, data) ? frame : null
    } catch {
      return this.refuse()
    }
  }

  /** Cuts a reader that is too slow: what waits for it is held in memory. One large frame alone is no reason. */
  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (this.ended || this.#socket.readyState !== this.#socket.OPEN) return
    const size = (data as ArrayBufferView).byteLength
    this.#largest = Math.max(this.#largest, size)
    this.#cork()
    this.#socket.send(data as ArrayBufferView)
    if (this.#socket.bufferedAmount > Math.max(this.#bufferedBytes, this.#largest * 2)) {
      this.#ended = 1006
      this.#socket.terminate()
    }
  }

  /** What is sent in one turn leaves in one piece: what costs is the sending, not the bytes. */
  #cork(): void {
    if (this.#corked) return
    this.#corked = true
    this.#wire.cork()
    process.nextTick(() => {
      this.#corked = false
      this.#wire.uncork()
    })
  }

  end({ code, reason }: Close): void {
    this.close(code, reason)
  }

  /** For Hocuspocus too, which closes after a time without a word. */
  close(code = 1000, reason = ''): void {
    if (this.ended) return
    this.#ended = code
    this.#socket.close(code, reason)
    // A paused socket would never read the answer to its goodbye.
    this.#socket.resume()
    setTimeout(() => this.#socket.terminate(), GOODBYE_MS).unref()
  }
}
