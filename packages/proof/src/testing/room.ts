import * as Y from 'yjs'
import { Guard, type GuardActor, type Verdict } from '../guard.ts'
import { createUndo } from '../index.ts'
import type { Actor } from '../projection.ts'

/** The rows of one room: the truth that all processes share. */
export class Journal {
  rows: Uint8Array[] = []

  compact(): void {
    const fresh = new Y.Doc()
    for (const row of this.rows) Y.applyUpdate(fresh, row)
    this.rows = [Y.encodeStateAsUpdate(fresh)]
  }
}

/** One process's side of a live room, as LIVE.md has it: guard, then journal, then everyone else. */
export class Room {
  doc = new Y.Doc()
  guard = new Guard()
  readonly journal: Journal
  readonly people = new Set<Person>()
  /** How often a refusal was taken back after the journal's tail was read. */
  secondThoughts = 0

  constructor(journal = new Journal()) {
    this.journal = journal
  }

  receive(from: Person, update: Uint8Array, kind: 'update' | 'sync'): Verdict {
    let verdict = this.guard.check(update, from.actor, kind)
    if (!verdict.ok && verdict.retryable) {
      this.catchUp()
      this.secondThoughts++
      verdict = this.guard.check(update, from.actor, kind)
    }
    if (!verdict.ok || verdict.empty) return verdict
    this.journal.rows.push(update)
    this.#apply(update, from)
    return verdict
  }

  /** What other processes have written comes late, all at once, and again and again. */
  catchUp(): void {
    for (const row of this.journal.rows) {
      if (this.guard.contains(row)) continue
      this.guard.feed(row)
      this.#apply(row, null)
    }
  }

  /** A new process: everything it knows comes from the journal, client ids included. */
  restart(): void {
    for (const person of [...this.people]) person.disconnect()
    this.doc = new Y.Doc()
    this.guard = new Guard()
    this.catchUp()
  }

  #apply(update: Uint8Array, from: Person | null): void {
    Y.applyUpdate(this.doc, update)
    for (const person of this.people) if (person !== from) person.hear(update)
  }
}

const FROM_ROOM = 'room'

/** One device of one participant, with the document it keeps. Honest: whatever it sends must be accepted. */
export class Person {
  readonly actor: GuardActor
  room: Room
  doc: Y.Doc
  undo: Y.UndoManager
  readonly verdicts: Verdict[] = []
  #newClientId: () => number

  constructor(room: Room, actorId: string, role: Omit<Actor, 'side'>, newClientId: () => number) {
    this.room = room
    this.actor = { actorId, canAnnotate: role.canAnnotate, canResolve: role.canResolve }
    this.#newClientId = newClientId
    this.doc = this.#open(new Y.Doc())
    this.undo = createUndo(this.doc, actorId)
  }

  get connected(): boolean {
    return this.room.people.has(this)
  }

  /** The client's SyncStep2, then the server's. */
  connect(room = this.room): void {
    this.disconnect()
    this.room = room
    this.#keep(room.receive(this, Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(room.doc)), 'sync'))
    this.hear(Y.encodeStateAsUpdate(room.doc, Y.encodeStateVector(this.doc)))
    room.people.add(this)
  }

  disconnect(): void {
    this.room.people.delete(this)
  }

  /** The page is loaded again from the copy on the device. */
  reload(): void {
    this.disconnect()
    const fresh = new Y.Doc()
    Y.applyUpdate(fresh, Y.encodeStateAsUpdate(this.doc))
    this.doc = this.#open(fresh)
    this.undo = createUndo(this.doc, this.actor.actorId)
  }

  hear(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, FROM_ROOM)
  }

  #open(doc: Y.Doc): Y.Doc {
    doc.clientID = this.#newClientId()
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== FROM_ROOM && this.connected) this.#keep(this.room.receive(this, update, 'update'))
    })
    return doc
  }

  #keep(verdict: Verdict): void {
    this.verdicts.push(verdict)
  }
}
