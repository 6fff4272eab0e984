import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Entry } from './entries.ts'
import {
  addEntry,
  addLabel,
  authorOrigin,
  createUndo,
  deleteEntry,
  EntryError,
  editEntry,
  type NewEntry,
  readEntry,
  reply,
  setHidden,
  setResolved,
} from './write.ts'

const comment = (text: string): NewEntry => ({ kind: 'comment', text })
const textOf = (entry: Entry | null): string | undefined => (entry && 'text' in entry ? entry.text : undefined)

/** Counts the transactions of a document, by origin. */
function transactions(doc: Y.Doc): unknown[] {
  const origins: unknown[] = []
  doc.on('afterTransaction', ({ origin, changed }: Y.Transaction) => changed.size > 0 && origins.push(origin))
  return origins
}

describe('[W1] one act, one transaction, in the own root', () => {
  it('[W1] every act is one transaction with the author as its origin', () => {
    const doc = new Y.Doc()
    const origins = transactions(doc)
    const id = addEntry(doc, 'ruth', comment('a'))
    editEntry(doc, 'ruth', id, { text: 'b' })
    reply(doc, 'shop', `ruth/${id}`, 'c')
    deleteEntry(doc, 'ruth', id)
    expect(origins).toEqual(['ruth', 'ruth', 'shop', 'ruth'].map(authorOrigin))
    expect([...doc.share.keys()].sort()).toEqual(['u:ruth', 'u:shop'])
  })

  it('[W1] entries are stored whole, stamped, and without undefined fields', () => {
    const doc = new Y.Doc()
    const id = addEntry(doc, 'ruth', { kind: 'comment', text: 'a', page: undefined, at: 5 })
    expect(doc.getMap('u:ruth').get(id)).toStrictEqual({ v: 1, kind: 'comment', text: 'a', at: 5 })
    const before = Date.now()
    const now = readEntry(doc, 'ruth', addEntry(doc, 'ruth', comment('b')))
    expect(now?.at).toBeGreaterThanOrEqual(before)
  })

  it('[W1] what is no entry is an error with a code, and nothing is written', () => {
    const doc = new Y.Doc()
    expect(() => addEntry(doc, 'ruth', comment(''))).toThrow(EntryError)
    expect(() => addEntry(doc, 'ruth', comment(''))).toThrow(expect.objectContaining({ code: 'entry.text' }))
    const id = addEntry(doc, 'ruth', comment('a'))
    expect(() => editEntry(doc, 'ruth', id, { geometry: {} })).toThrow(
      expect.objectContaining({ code: 'entry.unknown_field' }),
    )
    expect(doc.getMap('u:ruth').size).toBe(1)
    expect(textOf(readEntry(doc, 'ruth', id))).toBe('a')
  })

  it('[W1] half a character is replaced before it is stored', () => {
    const doc = new Y.Doc()
    expect(textOf(readEntry(doc, 'ruth', addEntry(doc, 'ruth', comment('a\ud83d'))))).toBe('a\ufffd')
  })
})

describe('[W2] edits', () => {
  it('[W2] an edit replaces the entry and says when', () => {
    const doc = new Y.Doc()
    const id = addEntry(doc, 'ruth', { kind: 'annotation', page: 'p', shape: 'pin', geometry: { x: 0, y: 0 }, at: 5 })
    expect(editEntry(doc, 'ruth', id, { geometry: { x: 0.5, y: 0.5 }, text: 'here' }, 9)).toBe(true)
    expect(readEntry(doc, 'ruth', id)).toMatchObject({ at: 5, editedAt: 9, geometry: { x: 0.5, y: 0.5 }, text: 'here' })
  })

  it('[W2] what is gone or another author’s cannot be edited or deleted', () => {
    const doc = new Y.Doc()
    const id = addEntry(doc, 'ruth', comment('a'))
    const origins = transactions(doc)
    for (const [actorId, entryId] of [
      ['shop', id],
      ['ruth', 'never'],
    ] as const) {
      expect(editEntry(doc, actorId, entryId, { text: 'b' })).toBe(false)
      expect(deleteEntry(doc, actorId, entryId)).toBe(false)
    }
    expect(origins).toEqual([])
    expect([...doc.share.keys()]).toEqual(['u:ruth'])
  })
})

describe('[W3] deletions', () => {
  it('[W3] an entry that nobody answered is gone', () => {
    const doc = new Y.Doc()
    const id = addEntry(doc, 'ruth', comment('a'))
    expect(deleteEntry(doc, 'ruth', id)).toBe(true)
    expect(doc.getMap('u:ruth').has(id)).toBe(false)
  })

  it('[W3] one that somebody answered leaves its place and nothing it said', () => {
    const doc = new Y.Doc()
    const id = addEntry(doc, 'ruth', {
      kind: 'annotation',
      page: 'p',
      shape: 'pin',
      geometry: { x: 0, y: 0 },
      text: 'private',
      at: 5,
    })
    const answer = reply(doc, 'shop', `ruth/${id}`, 'ok')
    setHidden(doc, 'ruth', `shop/${answer}`, true)
    deleteEntry(doc, 'ruth', id, 9)
    deleteEntry(doc, 'shop', answer, 9)
    expect(doc.getMap('u:ruth').get(id)).toEqual({
      v: 1,
      kind: 'tombstone',
      was: 'annotation',
      page: 'p',
      at: 5,
      deletedAt: 9,
    })
    expect(readEntry(doc, 'shop', answer)).toMatchObject({ kind: 'tombstone', was: 'reply', target: `ruth/${id}` })
    expect(deleteEntry(doc, 'ruth', id)).toBe(false)
    expect(editEntry(doc, 'ruth', id, { text: 'again' })).toBe(false)
  })

  it('[W3] an act leaves no tombstone, answered or not', () => {
    const doc = new Y.Doc()
    const id = addEntry(doc, 'ruth', comment('a'))
    const label = addLabel(doc, 'shop', `ruth/${id}`, 'colour')
    reply(doc, 'ruth', `shop/${label}`, 'why?')
    deleteEntry(doc, 'shop', label)
    expect(doc.getMap('u:shop').has(label)).toBe(false)
  })
})

describe('[W4] undo', () => {
  it('[W4] each act is one step, and only the own acts are undone', () => {
    const doc = new Y.Doc()
    const undo = createUndo(doc, 'ruth')
    const id = addEntry(doc, 'ruth', comment('a'))
    editEntry(doc, 'ruth', id, { text: 'b' })
    addEntry(doc, 'shop', comment('theirs'), 'theirs')
    const other = new Y.Doc()
    addEntry(other, 'ruth', comment('from the other device'), 'elsewhere')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    undo.undo()
    expect(textOf(readEntry(doc, 'ruth', id))).toBe('a')
    undo.undo()
    expect(undo.undo()).toBe(null)
    expect(Object.keys(doc.getMap('u:ruth').toJSON())).toEqual(['elsewhere'])
    expect(doc.getMap('u:shop').size).toBe(1)
    undo.redo()
    undo.redo()
    expect(textOf(readEntry(doc, 'ruth', id))).toBe('b')
  })
})

describe('[W5] one opinion per author and thread', () => {
  it('[W5] resolving and hiding change one own entry to and fro', () => {
    const doc = new Y.Doc()
    for (const set of [setResolved, setHidden]) {
      const first = set(doc, 'shop', 'ruth/x', true)
      expect(set(doc, 'shop', 'ruth/x', false)).toBe(first)
      expect(set(doc, 'shop', 'ruth/y', true)).not.toBe(first)
      expect(set(doc, 'ruth', 'ruth/x', true)).not.toBe(first)
    }
    expect(doc.getMap('u:shop').size).toBe(4)
    expect(Object.values(doc.getMap('u:shop').toJSON())).toContainEqual(expect.objectContaining({ resolved: false }))
  })
})
