import * as Y from 'yjs'
import { checkEntry } from './check-entry.ts'
import { type Entry, entryRef, newEntryId, parseRef, rootActor, rootName, type TombstoneEntry } from './entries.ts'
import { rootOf } from './roots.ts'

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/** What an author says: an entry without what `addEntry` fills in. */
export type NewEntry = DistributiveOmit<Exclude<Entry, TombstoneEntry>, 'v' | 'at' | 'editedAt'> & { at?: number }

/** What may change of an entry; the whole entry is replaced, since its author is its only writer. */
export type EntryChange = {
  page?: string
  shape?: string
  geometry?: object
  text?: string
  label?: string
  resolved?: boolean
  hidden?: boolean
}

/** The entry does not satisfy the rules: a mistake of the calling code, or more than an entry may hold. */
export class EntryError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'EntryError'
    this.code = code
  }
}

/** The transaction origin of what this author does here; undo goes by it. */
export const authorOrigin = (actorId: string): string => `author:${actorId}`

/** Adds an entry to the author's root and returns its id. */
export function addEntry(doc: Y.Doc, actorId: string, entry: NewEntry, id = newEntryId()): string {
  put(doc, actorId, id, { at: Date.now(), ...entry, v: 1 })
  return id
}

/** Changes an own entry. False when it is not there any more (deleted on another device meanwhile). */
export function editEntry(doc: Y.Doc, actorId: string, id: string, change: EntryChange, now = Date.now()): boolean {
  const entry = readEntry(doc, actorId, id)
  if (!entry || entry.kind === 'tombstone') return false
  const stamp = entry.kind === 'resolve' || entry.kind === 'hide' ? { at: now } : { editedAt: now }
  put(doc, actorId, id, { ...entry, ...change, ...stamp })
  return true
}

/** Removes an own entry; where somebody has answered it, a tombstone keeps its place. False when it is not there. */
export function deleteEntry(doc: Y.Doc, actorId: string, id: string, now = Date.now()): boolean {
  const entry = readEntry(doc, actorId, id)
  if (!entry || entry.kind === 'tombstone') return false
  const tombstone = isTargeted(doc, entryRef(actorId, id)) ? tombstoneOf(entry, now) : null
  if (tombstone) put(doc, actorId, id, tombstone)
  else doc.transact(() => authorRoot(doc, actorId).delete(id), authorOrigin(actorId))
  return true
}

/** Says something under a thread (`entryRef`) or a change request (`requestRef`). */
export const reply = (doc: Y.Doc, actorId: string, target: string, text: string): string =>
  addEntry(doc, actorId, { kind: 'reply', target, text })

/** Marks a thread as settled, or open again. One entry per author and thread, however often they change their mind. */
export function setResolved(doc: Y.Doc, actorId: string, target: string, resolved: boolean): string {
  const own = findOwn(doc, actorId, (entry) => entry.kind === 'resolve' && entry.target === target)
  if (own === null) return addEntry(doc, actorId, { kind: 'resolve', target, resolved })
  editEntry(doc, actorId, own, { resolved })
  return own
}

/** Hides an entry from the view, or shows it again; snapshots keep it either way. */
export function setHidden(doc: Y.Doc, actorId: string, target: string, hidden: boolean): string {
  const own = findOwn(doc, actorId, (entry) => entry.kind === 'hide' && entry.target === target)
  if (own === null) return addEntry(doc, actorId, { kind: 'hide', target, hidden })
  editEntry(doc, actorId, own, { hidden })
  return own
}

export const addLabel = (doc: Y.Doc, actorId: string, target: string, label: string): string =>
  addEntry(doc, actorId, { kind: 'label', target, label })

/** An own entry on its way from a document that its room gave up into the next one; null when it was deleted there. */
export type Carried = { id: string; entry: Entry | null }

/** Writes what was carried over, as it stands. Returns what answers something that is not here: that cannot be said. */
export function carryIn(doc: Y.Doc, actorId: string, carried: readonly Carried[]): Carried[] {
  const isAnswer = ({ entry }: Carried) => entry !== null && 'target' in entry
  const [said, answers] = [carried.filter((one) => !isAnswer(one)), carried.filter(isAnswer)]
  return [...said, ...answers].filter((one) => !carryOne(doc, actorId, one))
}

function carryOne(doc: Y.Doc, actorId: string, { id, entry }: Carried): boolean {
  if (entry === null) deleteEntry(doc, actorId, id)
  else if ('target' in entry && !isThere(doc, entry.target)) return false
  else if (JSON.stringify(readEntry(doc, actorId, id)) !== JSON.stringify(entry)) put(doc, actorId, id, entry)
  return true
}

/** Requests live in the database, not here. */
function isThere(doc: Y.Doc, target: string | undefined): boolean {
  const ref = target === undefined ? null : parseRef(target)
  return ref?.type !== 'entry' || rootOf(doc, ref.actorId)?.has(ref.entryId) === true
}

/** An own entry as it stands, at the current version of its shape. */
export function readEntry(doc: Y.Doc, actorId: string, id: string): Entry | null {
  const checked = checkEntry(rootOf(doc, actorId)?.get(id))
  return checked.ok ? checked.entry : null
}

/** Undo and redo of this author's own acts in this document, one act a step; never of what others did. */
export function createUndo(doc: Y.Doc, actorId: string): Y.UndoManager {
  return new Y.UndoManager(authorRoot(doc, actorId), {
    trackedOrigins: new Set([authorOrigin(actorId)]),
    captureTimeout: 0,
  })
}

const authorRoot = (doc: Y.Doc, actorId: string): Y.Map<unknown> => doc.getMap(rootName(actorId))

function put(doc: Y.Doc, actorId: string, id: string, value: object): void {
  const checked = checkEntry(storable(value))
  if (!checked.ok) throw new EntryError(checked.code, checked.message)
  doc.transact(() => authorRoot(doc, actorId).set(id, checked.entry), authorOrigin(actorId))
}

/** A copy as plain JSON: without undefined fields, and with text that survives the wire. */
const storable = (value: object): unknown =>
  JSON.parse(JSON.stringify(value, (_, v) => (typeof v === 'string' ? v.replace(/\p{Surrogate}/gu, '\uFFFD') : v)))

function tombstoneOf(entry: Entry, deletedAt: number): TombstoneEntry | null {
  const { at } = entry
  switch (entry.kind) {
    case 'annotation':
      return { v: 1, kind: 'tombstone', was: 'annotation', page: entry.page, at, deletedAt }
    case 'comment':
      return { v: 1, kind: 'tombstone', was: 'comment', ...(entry.page && { page: entry.page }), at, deletedAt }
    case 'reply':
      return { v: 1, kind: 'tombstone', was: 'reply', target: entry.target, at, deletedAt }
    case 'resolve':
    case 'hide':
    case 'label':
    case 'tombstone':
      return null
  }
}

function findOwn(doc: Y.Doc, actorId: string, wanted: (entry: Entry) => boolean): string | null {
  for (const [id, value] of rootOf(doc, actorId)?.entries() ?? []) {
    const checked = checkEntry(value)
    if (checked.ok && wanted(checked.entry)) return id
  }
  return null
}

function isTargeted(doc: Y.Doc, ref: string): boolean {
  for (const name of doc.share.keys()) {
    const actorId = rootActor(name)
    if (actorId && findOwn(doc, actorId, (entry) => 'target' in entry && entry.target === ref) !== null) return true
  }
  return false
}
