import type { Connection, Document } from '@hocuspocus/server'
import * as Y from 'yjs'
import { awarenessFrame, updateFrame } from './frames.ts'
import { pauseMs, windowMs } from './presence/gathering.ts'
import { asUpdate, type Way } from './presence/people.ts'

type Edit = { update: Uint8Array; from: Connection | null }
type Written = { address: string; bytes: Uint8Array }
type State = { bytes: Uint8Array; way: Way | null }

/**
 * What everybody in a room is sent. Edits go out as soon as they are committed, see `pauseMs`, and never wait for
 * cursors; of several cursors the newest states gather for a moment, see `windowMs`, or leave with an edit. One frame for all who get it.
 */
export class Broadcast {
  readonly #document: Document
  #edits: Edit[] = []
  #lastEdits = 0
  #pause: NodeJS.Timeout | null = null
  #states = new Map<number, State>()
  #turn: NodeJS.Immediate | null = null
  #window: NodeJS.Timeout | null = null
  /** From when on the states that gather may leave with an edit. */
  #along = 0

  constructor(document: Document) {
    this.#document = document
    document.on('destroy', () => {
      this.#stop()
      if (this.#pause) clearTimeout(this.#pause)
    })
  }

  edit(update: Uint8Array, from: Connection | null): void {
    if (this.#edits.push({ update, from }) > 1) return
    const ms = this.#lastEdits + pauseMs(this.#document.connections.size) - performance.now()
    // All that one commit brought is applied before the next tick.
    if (ms <= 0) process.nextTick(() => this.#sendEdits())
    else this.#pause = setTimeout(() => this.#sendEdits(), ms)
  }

  state(clientId: number, bytes: Uint8Array, way: Way | null): void {
    if (this.#document.connections.size === 0) return
    this.#states.set(clientId, { bytes, way })
    if (this.#window) return
    const ms = windowMs(this.#document.connections.size)
    this.#along = performance.now() + ms / 2
    if (ms > 0) this.#window = setTimeout(() => this.#sendStates(), ms)
    else this.#turn ??= setImmediate(() => this.#sendStates())
  }

  #sendEdits(): void {
    const edits = this.#edits
    this.#edits = []
    const [first] = edits
    if (!first || this.#document.isDestroyed) return
    this.#lastEdits = performance.now()
    const update = edits.length === 1 ? first.update : Y.mergeUpdates(edits.map((one) => one.update))
    this.#send((address) => updateFrame(address, update), edits.length === 1 ? first.from : null)
    // In the same piece, when they would go soon anyway: each frame costs a little, each piece costs more.
    if (performance.now() >= this.#along) this.#sendStates()
  }

  #sendStates(): void {
    this.#stop()
    const states = [...this.#states.values()]
    this.#states = new Map()
    const [first] = states
    if (!first) return
    const update = asUpdate(states.map(({ bytes }) => bytes))
    this.#send((address) => awarenessFrame(address, update), states.length === 1 ? first.way : null)
  }

  /** To everybody but whom it came from. People who address the room alike get the same bytes. */
  #send(frame: (address: string) => Uint8Array, except: Way | null): void {
    let written: Written = { address: '', bytes: new Uint8Array() }
    for (const connection of [...this.#document.connections.keys()]) {
      if (connection === except) continue
      const address = connection.messageAddress
      if (written.address !== address) written = { address, bytes: frame(address) }
      connection.send(written.bytes)
    }
  }

  #stop(): void {
    if (this.#turn) clearImmediate(this.#turn)
    if (this.#window) clearTimeout(this.#window)
    this.#turn = null
    this.#window = null
  }
}
