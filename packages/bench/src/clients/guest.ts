import { setTimeout as pause } from 'node:timers/promises'
import * as Y from 'yjs'
import type { Manner, Seat } from './light-client.ts'
import type { Deeds } from './orders.ts'
import { entriesOf, type Opened, open } from './provider.ts'
import { addStroke, editId, editIds, personOf, pointing } from './strokes.ts'

const STROKE_MS = 500
const CURSOR_MS = 50

export type GuestOptions = { seat: Seat; manner: Manner; person: number; firstClientId: number }

/**
 * The one in the room with a real provider and a real document, who draws like everybody else. What the others count,
 * this one has to have: merged by Yjs, each edit and everybody's last cursor.
 */
export class Guest {
  readonly #options: GuestOptions
  readonly #opened: Opened
  readonly #timers: NodeJS.Timeout[] = []
  #edits = 0

  constructor(options: GuestOptions) {
    this.#options = options
    const doc = new Y.Doc()
    doc.clientID = options.firstClientId + options.person
    this.#opened = open(options.manner.dialect, options.seat, doc)
  }

  get joined(): Promise<void> {
    return this.#opened.synced
  }

  get deeds(): Deeds {
    const { awareness, doc } = this.#opened
    return { edits: this.#edits, clock: awareness?.meta.get(doc.clientID)?.clock ?? 0 }
  }

  start(): void {
    this.#timers.push(
      setInterval(() => this.#draw(), STROKE_MS),
      setInterval(() => this.#point(), CURSOR_MS),
    )
  }

  stop(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer)
  }

  /** Waits for what the others have already; then how much of it is not here. */
  async settle(edits: readonly number[], clocks: readonly number[], seconds: number): Promise<number> {
    const deadline = performance.now() + seconds * 1000
    while (this.#missing(edits, clocks) > 0 && performance.now() < deadline) await pause(10)
    return this.#missing(edits, clocks)
  }

  leave(): void {
    this.stop()
    this.#opened.leave()
  }

  /** Edits and last cursors that are not here, and own edits that were not acknowledged. */
  #missing(edits: readonly number[], clocks: readonly number[]): number {
    const { doc, awareness, unsaved } = this.#opened
    const { firstClientId } = this.#options
    const has = new Set(entriesOf(doc))
    const lost = editIds(edits).filter((id) => !has.has(id)).length
    const behind = clocks.filter((clock, person) => (awareness?.meta.get(firstClientId + person)?.clock ?? 0) < clock)
    return lost + behind.length + unsaved()
  }

  #draw(): void {
    const { person, seat } = this.#options
    addStroke(this.#opened.doc, seat.actorId, editId(person, this.#edits++))
  }

  #point(): void {
    const { manner, seat } = this.#options
    const state = manner.stamps ? pointing() : { ...pointing(), user: personOf(seat.actorId) }
    this.#opened.awareness?.setLocalState(state)
  }
}
