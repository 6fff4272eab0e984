import type { Connection, Document } from '@hocuspocus/server'
import { Guard, type GuardActor, type Verdict } from '@proofroom/proof/guard'
import * as Y from 'yjs'
import { Broadcast } from './broadcast.ts'
import { CLOSE, Refused } from './close-codes.ts'
import { Content } from './content.ts'
import type { Journal } from './journal/append.ts'
import { keepBinding } from './journal/bind.ts'
import type { Reader, RoomRows } from './journal/read.ts'
import { Tail } from './journal/tail.ts'
import { People } from './presence/people.ts'
import type { Trace } from './trace.ts'

type Accepted = Extract<Verdict, { ok: true }>
type Kind = 'update' | 'sync'
type UnderWay = {
  update: Uint8Array
  actorId: string
  clientIds: number[]
  settled: boolean
  committed: Promise<string>
}

export type RoomStore = {
  journal: Journal
  reader: Reader
  /** The room has another document by now: whoever is in this one has to come in again. */
  onOutdated(room: Room): void
  trace: Trace
}

/** An edit as a connection sent it. */
export type Incoming = {
  connection: Connection
  actor: GuardActor
  update: Uint8Array
  kind: Kind
  /** Whether the sender lost their access while the edit waited. */
  isRevoked(): boolean
}

/** The guard said no. */
export class Violated extends Refused {
  readonly violation: string
  constructor(violation: string) {
    super(CLOSE.refused)
    this.violation = violation
  }
}

type Origin = { source?: string; connection?: Connection } | null

/** What stands behind one open Hocuspocus document: its guard, who is seen in it, and how far the journal was read. */
export class Room {
  readonly name: string
  readonly shopId: string
  readonly epoch: number
  readonly document: Document
  readonly people: People
  damaged: boolean
  /** Journal rows since the last compaction, as far as this process knows. */
  rows: number
  readonly tail: Tail
  readonly #content: Content
  readonly #store: RoomStore
  readonly #bindings: Map<number, string>
  /** Made for the first edit: most rooms are opened to be looked at. */
  #guard: Guard | null = null
  /** Taken by the guard, not yet in the document; one a connection. */
  readonly #underWay = new Map<Connection, UnderWay>()

  constructor(document: Document, read: RoomRows, bindings: Map<number, string>, store: RoomStore) {
    this.name = document.name
    this.shopId = read.shopId
    this.epoch = read.epoch
    this.document = document
    this.damaged = read.damaged
    this.rows = read.rows.length
    this.#store = store
    this.#bindings = bindings
    silence(document)
    this.#content = new Content(document, read)
    const broadcast = new Broadcast(document)
    this.people = new People()
    this.people.onChange((...change) => broadcast.state(...change))
    this.tail = new Tail({ reader: store.reader, room: this.name, read, apply: (rows) => this.#takeAll(rows) })
    document.on('update', (update: Uint8Array, origin: Origin) => {
      if (this.#content.isOpening) return
      // What came by a connection, the guard has taken before it was written.
      if (origin?.source !== 'connection') this.#guard?.feed(update)
      broadcast.edit(update, origin?.connection ?? null)
      store.trace('shown', update, { room: this.name, people: document.connections.size })
    })
  }

  /** What somebody who has `stateVector` is missing, and the state vector of what is here. */
  answer(stateVector: Uint8Array): { update: Uint8Array; stateVector: Uint8Array } {
    return this.#content.answer(stateVector)
  }

  /** Resolves when the journal has the edit and the document too: it may be acknowledged. Otherwise throws `Refused`. */
  async accept({ connection, actor, update, kind, isRevoked }: Incoming): Promise<void> {
    const { name: room, epoch } = this
    const { actorId } = actor
    this.#store.trace('arrived', update, { room, actorId, bytes: update.length })
    const { empty, clientIds } = await this.#check(update, actor, kind)
    this.#content.open()
    if (empty) return
    const committed = this.#store.journal.append({ room, epoch, actorId, clientIds, payload: update, isRevoked })
    const underWay: UnderWay = { update, actorId, clientIds, settled: false, committed }
    this.#underWay.set(connection, underWay)
    let seq: string
    try {
      seq = await committed
    } catch (error) {
      this.#underWay.delete(connection)
      // Its shadow is ahead of the truth.
      this.#guard = null
      const isStolen = error instanceof Refused && error.code === CLOSE.refused.code
      throw isStolen ? new Violated('guard.foreign_client') : error
    } finally {
      underWay.settled = true
    }
    this.#store.trace('committed', update, { room, actorId, seq })
    this.rows++
    for (const clientId of clientIds) this.#bindings.set(clientId, actorId)
    Y.applyUpdate(this.document, update, { source: 'connection', connection } satisfies Origin)
    this.tail.know(seq)
    this.#underWay.delete(connection)
  }

  /** Whether all of the update is here already. */
  contains(update: Uint8Array): boolean {
    this.#guard ??= this.#newGuard()
    return this.#guard.contains(update)
  }

  /** What another process committed. Without its number, its bytes, or what it builds on, the journal is read. */
  async takeIn(seq: string | null, payload: Uint8Array | null): Promise<void> {
    if (seq !== null && this.tail.knows(seq)) return
    if (payload) this.#store.trace('heard', payload, { room: this.name, seq })
    if (seq === null || payload === null || this.tail.isReading || !this.#content.applies(payload)) {
      return this.catchUp()
    }
    this.tail.know(seq)
    this.rows++
  }

  /** Takes in what the journal has and this process has not: another one wrote it, or a commit whose answer was lost. */
  catchUp(): Promise<void> {
    return this.tail.catchUp()
  }

  /** Somebody's edit is being written, though they may have left. */
  get isBusy(): boolean {
    return this.#underWay.size > 0
  }

  actorOf(clientId: number): string | null {
    return this.#bindings.get(clientId) ?? this.#guard?.actorOf(clientId) ?? null
  }

  /**
   * Whoever shows themselves under a client id has it from then on, or somebody who sees it could write under it before
   * they do, and they would be refused for it. Kept, so that it holds after a restart.
   */
  async claim(clientId: number, actorId: string): Promise<void> {
    if (this.actorOf(clientId) !== null) return
    this.#guard?.bind(clientId, actorId)
    this.#bindings.set(clientId, actorId)
    const owner = await keepBinding(this.#store.reader, { room: this.name, clientId, actorId })
    if (owner === actorId) return
    // Another process was first.
    this.#bindings.set(clientId, owner)
    this.#guard = null
  }

  async #check(update: Uint8Array, actor: GuardActor, kind: Kind): Promise<Accepted> {
    let caughtUp = false
    for (;;) {
      this.#guard ??= this.#newGuard()
      const verdict = this.#guard.check(update, actor, kind)
      if (verdict.ok) {
        // Said already, in another tab perhaps, and not written yet: then there is nothing to acknowledge yet.
        const unwritten = verdict.empty ? this.#unwrittenOf(actor.actorId) : []
        if (unwritten.length === 0) return verdict
        await Promise.allSettled(unwritten)
      } else {
        if (!verdict.retryable || caughtUp) throw new Violated(verdict.violation.code)
        await this.catchUp()
        caughtUp = true
      }
    }
  }

  #unwrittenOf(actorId: string): Promise<string>[] {
    return [...this.#underWay.values()]
      .filter((one) => one.actorId === actorId && !one.settled)
      .map((one) => one.committed)
  }

  #takeAll(read: RoomRows): void {
    if (read.epoch !== this.epoch) {
      this.#store.onOutdated(this)
      return
    }
    this.#content.take(read)
    this.rows = read.state ? read.rows.length : this.rows + read.rows.length
    this.damaged ||= read.damaged
  }

  #newGuard(): Guard {
    const guard = new Guard({ bindings: this.#bindings })
    guard.load(this.#content.whole())
    for (const { update, actorId, clientIds } of this.#underWay.values()) {
      for (const clientId of clientIds) guard.bind(clientId, actorId)
      guard.feed(update)
    }
    return guard
  }
}

/**
 * Hocuspocus answers each change of a document and of its awareness with hooks, timers and frames of its own: for every
 * cursor with work for everybody in the room. What people are sent is `Broadcast`'s and who is seen is `People`'s.
 */
function silence(document: Document): void {
  document._observers.get('update')?.clear()
  document.awareness.destroy()
}
