import type { PersonDto } from '@proofroom/contract'
import {
  type Actors,
  type Carried,
  createProjection,
  createUndo,
  type Entry,
  entryRef,
  type LiveProjection,
  readEntry,
  rootActor,
  rootName,
} from '@proofroom/proof'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { keepOffline, type OfflineCopy } from './offline-copy.ts'
import { keepPending, type Pending } from './pending.ts'

/**
 * One document on this person's desk, with what hangs on it. A refused or closed room gets a fresh one: whatever a
 * document once took from us it would send again for ever.
 */
export type Desk = {
  readonly actorId: string
  readonly doc: Y.Doc
  readonly awareness: Awareness
  readonly projection: LiveProjection
  readonly undo: Y.UndoManager
  readonly pending: Pending
  /** Which document of the room this is. */
  readonly epoch: number
  /** When the device's copy was read, or could not be. */
  readonly loaded: Promise<void>
  /** Takes in what other tabs of this room left on the device; whether any of it was not sent. */
  readAgain(): Promise<boolean>
  isKept(): boolean
  /** Own entries that the server has not acknowledged as they stand. */
  unsent(): { id: string; entry: Entry }[]
  /** The same to be carried into another document: what was deleted, too. */
  unsaid(): Carried[]
  read(id: string): Entry | null
  /** Reads what would be there if this document took in another one. */
  readWith(document: Uint8Array): (id: string) => Entry | null
  /** Authors in the document that `people` does not name yet. */
  strangers(people: readonly PersonDto[]): boolean
  close(options: { forget: boolean }): void
}

export type DeskOptions = {
  actorId: string
  room: string
  /** Each document of a room has a copy of its own on the device: together they would be neither. */
  epoch: number
  people: readonly PersonDto[]
  /** Whether the device keeps a copy; a closed version needs none. */
  keep: boolean
  onChange(): void
}

export function openDesk({ actorId, room, epoch, people, keep, onChange }: DeskOptions): Desk {
  const doc = new Y.Doc()
  const projection = createProjection(doc, actorsOf(people))
  const undo = createUndo(doc, actorId)
  const name = epoch === 1 ? `${actorId}:${room}` : `${actorId}:${room}:${epoch}`
  const pending = keepPending(name, keep)
  let copy: OfflineCopy | null = null
  let closed = false

  const noteOwnActs = (transaction: Y.Transaction): void => {
    if (!transaction.local) return
    const keys = transaction.changed.get(doc.getMap(rootName(actorId)) as never)
    for (const id of keys ?? []) if (id) pending.add(entryRef(actorId, id))
    if (keys) onChange()
  }
  doc.on('afterTransaction', noteOwnActs)

  const ownEntries = () =>
    [...doc.getMap(rootName(actorId)).keys()].flatMap((id) => {
      const entry = readEntry(doc, actorId, id)
      return entry ? [{ id, entry }] : []
    })
  const openCopy = async (): Promise<void> => {
    const kept = await keepOffline(name, doc, copyLost)
    if (closed) return kept?.close()
    copy = kept
    onChange()
  }
  const copyLost = (): void => {
    copy = null
    if (!closed) void openCopy()
  }
  const load = async (): Promise<void> => {
    await pending.reconsider(async () => {
      await openCopy()
      return copy && ownEntries().map(({ id }) => entryRef(actorId, id))
    })
    if (!closed) onChange()
  }
  const readAgain = async (): Promise<boolean> => {
    const before = pending.count()
    await pending.reconsider(async () => ((await copy?.readAgain()) ? [] : null))
    if (closed || pending.count() === before) return false
    onChange()
    return true
  }

  return {
    actorId,
    doc,
    awareness: new Awareness(doc),
    projection,
    undo,
    pending,
    loaded: keep ? load() : Promise.resolve(),
    readAgain,
    isKept: () => copy !== null,
    epoch,
    unsaid: () => pending.ids().map((id) => ({ id, entry: readEntry(doc, actorId, id) })),
    unsent: () => ownEntries().filter(({ id }) => pending.has(entryRef(actorId, id))),
    read: (id) => readEntry(doc, actorId, id),
    readWith(document) {
      const both = new Y.Doc()
      Y.applyUpdate(both, Y.encodeStateAsUpdate(doc))
      Y.applyUpdate(both, document)
      return (id) => readEntry(both, actorId, id)
    },
    strangers: (known) => {
      const names = new Set(known.map((person) => person.actorId))
      return [...doc.share.keys()].some((name) => {
        const author = rootActor(name)
        return author !== null && author !== actorId && !names.has(author)
      })
    },
    close({ forget }) {
      closed = true
      doc.off('afterTransaction', noteOwnActs)
      projection.destroy()
      undo.destroy()
      // In this order: another tab may just be reading both.
      if (forget) void Promise.resolve(copy?.clear()).then(pending.settle)
      else copy?.close()
      doc.destroy()
    },
  }
}

export const actorsOf = (people: readonly PersonDto[]): Actors =>
  Object.fromEntries(
    people.map(({ actorId, side, canAnnotate, canResolve }) => [actorId, { side, canAnnotate, canResolve }]),
  )
