import { WebSocket } from 'ws'
import { type Dialect, NOTHING_NEW, readFrame, step1Frame, step2Frame, tokenFrame, updateFrame } from './frames.ts'

/** How a server is spoken to. */
export type Manner = {
  dialect: Dialect
  /** Whether it has a document of its own to synchronise with; a relay has none. */
  synchronises: boolean
  /** Whether it says of each edit that it has it. */
  acknowledges: boolean
  /** Whether it says itself who somebody is; otherwise people tell, as those servers' clients do. */
  stamps: boolean
}

/** One socket's way into one room. */
export type Seat = { url: string; room: string; token: string; actorId: string }

export type LightClientOptions = {
  seat: Seat
  manner: Manner
  /** What this client has and the server may not: it is sent with the handshake. */
  content?: Uint8Array
  onUpdate?(update: Uint8Array): void
  onCursors?(states: Uint8Array): void
}

type Unsaved = { onSaved(): void; onLost?(error: Error): void }

/**
 * Speaks the protocol and keeps no document: what a hundred real providers would do with what they receive is more work
 * than what a server does with it, and would be all that two cores could measure.
 */
export class LightClient {
  /** Resolves when both sides know what the other has. */
  readonly joined: Promise<void>
  /** The server's answer to the handshake: its document. */
  document: Uint8Array = NOTHING_NEW
  /** The code with which the server ended it, if it did. */
  ended: number | null = null
  readonly #options: LightClientOptions
  readonly #socket: WebSocket
  readonly #unsaved: Unsaved[] = []
  #settle: { resolve(): void; reject(error: Error): void } | null = null
  #left = false

  constructor(options: LightClientOptions) {
    this.#options = options
    this.#socket = new WebSocket(options.seat.url, { perMessageDeflate: false, skipUTF8Validation: true })
    this.joined = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
    this.#socket.on('open', () => this.#begin())
    this.#socket.on('message', (data: Buffer) => this.#hear(data))
    this.#socket.on('error', (error) => this.#settle?.reject(error))
    this.#socket.on('close', (code) => {
      if (!this.#left) this.ended = code
      const error = new Error(`A socket was closed with ${code}.`)
      this.#settle?.reject(error)
      for (const { onLost } of this.#unsaved) onLost?.(error)
    })
  }

  /** `onSaved` is called with the server's word that it has it. */
  edit(update: Uint8Array, onSaved: () => void, onLost?: (error: Error) => void): void {
    const { manner, seat } = this.#options
    if (manner.acknowledges) this.#unsaved.push({ onSaved, onLost })
    this.send(updateFrame(manner.dialect, seat.room, update))
  }

  /** Resolves with the server's word that it has it. */
  write(update: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => this.edit(update, resolve, reject))
  }

  /** Edits that the server has not acknowledged yet. */
  get unsaved(): number {
    return this.#unsaved.length
  }

  send(frame: Uint8Array): void {
    this.#socket.send(frame)
  }

  leave(): void {
    this.#left = true
    this.#socket.close()
  }

  #begin(): void {
    const { seat, manner } = this.#options
    if (!manner.synchronises) {
      this.#settle?.resolve()
      return
    }
    if (manner.dialect === 'hocuspocus') this.send(tokenFrame(seat.room, seat.token))
    this.send(step1Frame(manner.dialect, seat.room))
  }

  #hear(data: Uint8Array): void {
    const { seat, manner, content = NOTHING_NEW, onUpdate, onCursors } = this.#options
    const { kind, body } = readFrame(manner.dialect, data)
    if (kind === 'cursors') onCursors?.(body)
    else if (kind === 'update') onUpdate?.(body)
    else if (kind === 'saved') this.#unsaved.shift()?.onSaved()
    else if (kind === 'step1') {
      if (manner.acknowledges) this.#unsaved.push({ onSaved: () => this.#settle?.resolve() })
      this.send(step2Frame(manner.dialect, seat.room, content))
    } else if (kind === 'step2') {
      this.document = Uint8Array.from(body)
      if (!manner.acknowledges) this.#settle?.resolve()
    } else if (kind === 'refused' || kind === 'unsaved') {
      this.#settle?.reject(new Error(`The server answered ${kind}.`))
    }
  }
}
