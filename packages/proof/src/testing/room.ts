import * as Y from 'yjs'
import { Guard, type GuardActor, type Verdict } from '../guard.ts'
import { createUndo } from '../index.ts'
import type { Actor } from '../projection.ts'

/** The server's side of a live room, as LIVE.md has it: guard, then journal, then everyone else. */
export class Room {
  doc = new Y.Doc()
  guard = new Guard()
  journal: Uint8Array[] = []
  readonly people = new Set<Person>()

  receive(from: Person, update: Uint8Array, kind: 'update' | 'sync'): Verdict {
    const verdict = this.guard.check(update, from.actor, kind)
    if (!verdict.ok || verdict.empty) return verdict
    this.journal.push(update)
    Y.applyUpdate(this.doc, update)
    for (const person of this.people) if (person !== from) person.hear(update)
    return verdict
  }

  /** A new process: everything it knows comes from the journal, client ids included. */
  restart(): void {
    for (const person of [...this.people]) person.disconnect()
    this.doc = new Y.Doc()
    this.guard = new Guard()
    for (const row of this.journal) {
      Y.applyUpdate(this.doc, row)
      this.guard.load(row)
    }
  }

  /** From the journal's rows, not from memory. */
  compact(): void {
    const fresh = new Y.Doc()
    for (const row of this.journal) Y.applyUpdate(fresh, row)
    this.journal = [Y.encodeStateAsUpdate(fresh)]
  }
}

const FROM_ROOM = 'room'

/** One device of one participant, with the document it keeps. Honest: whatever it sends must be accepted. */
export class Person {
  readonly actor: GuardActor
  readonly room: Room
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
  connect(): void {
    const { room } = this
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
