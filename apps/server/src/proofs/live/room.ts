import type { Connection, Document } from '@hocuspocus/server'
import { Guard, type GuardActor, type Verdict } from '@proofroom/proof/guard'
import * as Y from 'yjs'
import { CLOSE, Refused } from './close-codes.ts'
import type { Journal } from './journal/append.ts'
import { keepBinding } from './journal/bind.ts'
import type { Reader, RoomRows } from './journal/read.ts'
import { Tail } from './journal/tail.ts'

/** The origin of what came from the journal: Hocuspocus broadcasts it, and it is not an edit of anybody here. */
const FROM_JOURNAL = { source: 'redis' } as const

type Accepted = Extract<Verdict, { ok: true }>
type Kind = 'update' | 'sync'
type UnderWay = {
  update: Uint8Array
  actorId: string
  clientIds: number[]
  settled: boolean
  committed: Promise<string>
  /** The journal's number, once it is written. */
  seq: string | null
}

export type RoomStore = { journal: Journal; reader: Reader }

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

/** What stands behind one open Hocuspocus document: its guard, and how far the journal was read. */
export class Room {
  readonly name: string
  readonly shopId: string
  readonly document: Document
  damaged: boolean
  /** Journal rows since the last compaction, as far as this process knows. */
  rows: number
  readonly tail: Tail
  readonly #store: RoomStore
  readonly #bindings: Map<number, string>
  #guard: Guard
  /** Some edit was taken by the guard and then not written: its shadow is ahead of the truth. */
  #astray = false
  /** Taken by the guard, not yet applied by Hocuspocus; one a connection. */
  readonly #underWay = new Map<Connection, UnderWay>()

  constructor(document: Document, read: RoomRows, bindings: Map<number, string>, store: RoomStore) {
    this.name = document.name
    this.shopId = read.shopId
    this.document = document
    this.damaged = read.damaged
    this.rows = read.rows.length
    this.#store = store
    this.#bindings = bindings
    this.tail = new Tail({ reader: store.reader, room: this.name, read, apply: (rows) => this.#takeAll(rows) })
    applyAll(document, read)
    forgetPending(document)
    this.#guard = this.#newGuard()
    document.on('update', (update: Uint8Array, origin: { source?: string } | null) => {
      if (origin?.source !== 'connection') this.#guard.feed(update)
    })
  }

  /** Resolves when the edit may be applied, acknowledged and shown: the journal has it. Otherwise throws `Refused`. */
  async accept({ connection, actor, update, kind, isRevoked }: Incoming): Promise<void> {
    const { empty, clientIds } = await this.#check(update, actor, kind)
    if (empty) return
    const { actorId } = actor
    const committed = this.#store.journal.append({ room: this.name, actorId, clientIds, payload: update, isRevoked })
    const underWay: UnderWay = { update, actorId, clientIds, settled: false, committed, seq: null }
    this.#underWay.set(connection, underWay)
    try {
      underWay.seq = await committed
    } catch (error) {
      this.#underWay.delete(connection)
      this.#astray = true
      const isStolen = error instanceof Refused && error.code === CLOSE.refused.code
      throw isStolen ? new Violated('guard.foreign_client') : error
    } finally {
      underWay.settled = true
    }
    this.rows++
    for (const clientId of clientIds) this.#bindings.set(clientId, actorId)
  }

  /** Hocuspocus is done with the connection's message. */
  applied(connection: Connection): void {
    const seq = this.#underWay.get(connection)?.seq
    if (seq) this.tail.know(seq)
    this.#underWay.delete(connection)
  }

  /** What another process committed. Without its number, its bytes, or what it builds on, the journal is read. */
  async takeIn(seq: string | null, payload: Uint8Array | null): Promise<void> {
    if (seq !== null && this.tail.knows(seq)) return
    if (seq === null || payload === null || this.tail.isReading || !this.#applies(payload)) return this.catchUp()
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
    return this.#guard.actorOf(clientId)
  }

  /**
   * Whoever shows themselves under a client id has it from then on, or somebody who sees it could write under it before
   * they do, and they would be refused for it. Kept, so that it holds after a restart.
   */
  async claim(clientId: number, actorId: string): Promise<void> {
    if (this.#guard.actorOf(clientId) !== null) return
    this.#guard.bind(clientId, actorId)
    this.#bindings.set(clientId, actorId)
    const owner = await keepBinding(this.#store.reader, { room: this.name, clientId, actorId })
    if (owner === actorId) return
    // Another process was first.
    this.#bindings.set(clientId, owner)
    this.#astray = true
  }

  async #check(update: Uint8Array, actor: GuardActor, kind: Kind): Promise<Accepted> {
    let caughtUp = false
    for (;;) {
      if (this.#astray) this.#guard = this.#newGuard()
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

  #applies(payload: Uint8Array): boolean {
    Y.applyUpdate(this.document, payload, FROM_JOURNAL)
    return !forgetPending(this.document)
  }

  #takeAll(read: RoomRows): void {
    applyAll(this.document, read)
    forgetPending(this.document)
    this.rows = read.state ? read.rows.length : this.rows + read.rows.length
    this.damaged ||= read.damaged
  }

  #newGuard(): Guard {
    this.#astray = false
    const guard = new Guard({ bindings: this.#bindings })
    guard.load(Y.encodeStateAsUpdate(this.document))
    for (const { update, actorId, clientIds } of this.#underWay.values()) {
      for (const clientId of clientIds) guard.bind(clientId, actorId)
      guard.feed(update)
    }
    return guard
  }
}

/**
 * What builds on a row that could not be read stays in the journal, but not in the open document: everybody would get it
 * from there, bring it back with their SyncStep2, and be refused for it. Whether there was any.
 */
function forgetPending({ store }: Document): boolean {
  const some = store.pendingStructs !== null || store.pendingDs !== null
  store.pendingStructs = null
  store.pendingDs = null
  return some
}

function applyAll(document: Document, { state, rows }: RoomRows): void {
  document.transact(() => {
    if (state) Y.applyUpdate(document, state, FROM_JOURNAL)
    for (const { payload } of rows) Y.applyUpdate(document, payload, FROM_JOURNAL)
  }, FROM_JOURNAL)
}
