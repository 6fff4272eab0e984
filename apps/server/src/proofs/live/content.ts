import type { Document } from '@hocuspocus/server'
import * as Y from 'yjs'
import type { RoomRows } from './journal/read.ts'

/** The origin of what came from the journal: not an edit of anybody here. */
export const FROM_JOURNAL = { source: 'journal' } as const

const NOTHING = Uint8Array.of(0, 0)
const KNOWS_NOTHING = Uint8Array.of(0)

type Stored = { state: Uint8Array; stateVector: Uint8Array }

/**
 * What is said in a room. As long as people only look, it stays the bytes that compaction left: whoever comes in is sent
 * those, and nothing is decoded. The first edit makes a document of it.
 */
export class Content {
  readonly #document: Document
  #stored: Stored | null
  #opening = false
  /** The whole document as an update, until it changes. */
  #whole: Uint8Array | null = null

  constructor(document: Document, read: RoomRows) {
    this.#document = document
    this.#stored = storedOf(read)
    if (!this.#stored) this.#apply(read)
    document.on('update', () => {
      this.#whole = null
    })
  }

  /** The document changes by what it held all along: no news for anybody. */
  get isOpening(): boolean {
    return this.#opening
  }

  /** What somebody who has `stateVector` is missing, and the state vector of what is here. */
  answer(stateVector: Uint8Array): { update: Uint8Array; stateVector: Uint8Array } {
    const isNew = stateVector.length === 1 && stateVector[0] === 0
    if (this.#stored && isNew) return { update: this.#stored.state, stateVector: this.#stored.stateVector }
    this.open()
    const update = isNew ? this.whole() : Y.encodeStateAsUpdate(this.#document, stateVector)
    return { update, stateVector: Y.encodeStateVector(this.#document) }
  }

  whole(): Uint8Array {
    if (this.#stored) return this.#stored.state
    this.#whole ??= Y.encodeStateAsUpdate(this.#document)
    return this.#whole
  }

  /** From here on the document holds everything. */
  open(): void {
    const stored = this.#stored
    this.#stored = null
    if (stored) this.#quietly(() => Y.applyUpdate(this.#document, stored.state, FROM_JOURNAL))
  }

  /** What was found in the journal. */
  take(read: RoomRows): void {
    if (read.state === null && read.rows.length === 0) return
    // Whoever is here was sent what was stored: they have to hear what is new.
    this.open()
    this.#apply(read)
  }

  /** Whether everything that the payload builds on is here. */
  applies(payload: Uint8Array): boolean {
    this.open()
    Y.applyUpdate(this.#document, payload, FROM_JOURNAL)
    return !forgetPending(this.#document)
  }

  #apply({ state, rows }: RoomRows): void {
    this.#document.transact(() => {
      if (state) Y.applyUpdate(this.#document, state, FROM_JOURNAL)
      for (const { payload } of rows) Y.applyUpdate(this.#document, payload, FROM_JOURNAL)
    }, FROM_JOURNAL)
    forgetPending(this.#document)
  }

  #quietly(change: () => void): void {
    this.#opening = true
    try {
      change()
    } finally {
      this.#opening = false
    }
    forgetPending(this.#document)
  }
}

/** The bytes alone say everything when no edit came after them. */
function storedOf({ state, stateVector, rows, damaged }: RoomRows): Stored | null {
  if (damaged || rows.length > 0) return null
  if (!state) return { state: NOTHING, stateVector: KNOWS_NOTHING }
  return { state, stateVector: stateVector ?? Y.encodeStateVectorFromUpdate(state) }
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
