import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { entryRef, requestRef } from './entries.ts'
import { addEntry, carryIn, deleteEntry, readEntry, reply } from './write.ts'

const comment = (text: string) => ({ kind: 'comment', text, at: 1 }) as const

/** The room's fresh document: what the server has. */
function room(): Y.Doc {
  const doc = new Y.Doc()
  addEntry(doc, 'ruth', comment('Saved'), 'saved')
  addEntry(doc, 'shop', comment('Asked'), 'asked')
  return doc
}

const entryIn = (doc: Y.Doc, id: string) => readEntry(doc, 'ruth', id)

describe('carrying over', () => {
  it('[W6] what was not saved is written as it stands, edits and deletions too', () => {
    const old = room()
    addEntry(old, 'ruth', comment('New'), 'new')
    addEntry(old, 'ruth', { ...comment('Saved, and edited') }, 'saved')
    const fresh = room()
    addEntry(fresh, 'ruth', comment('Deleted offline'), 'gone')
    const carried = ['new', 'saved', 'gone'].map((id) => ({ id, entry: entryIn(old, id) }))
    expect(carryIn(fresh, 'ruth', carried)).toEqual([])
    expect(['new', 'saved', 'gone'].map((id) => entryIn(fresh, id))).toEqual([
      entryIn(old, 'new'),
      entryIn(old, 'saved'),
      null,
    ])
  })

  it('[W6] what arrived is not written again', () => {
    const fresh = room()
    const before = Y.encodeStateVector(fresh)
    carryIn(fresh, 'ruth', [{ id: 'saved', entry: entryIn(fresh, 'saved') }])
    expect(Y.encodeStateVector(fresh)).toEqual(before)
  })

  it('[W6] an answer to something that is not there comes back; one to an own mark beside it does not', () => {
    const old = room()
    addEntry(old, 'shop', comment('Taken back'), 'lost')
    const mine = addEntry(old, 'ruth', comment('Mine'))
    const answers = [entryRef('shop', 'lost'), entryRef('shop', 'asked'), entryRef('ruth', mine), requestRef('r1')].map(
      (target) => reply(old, 'ruth', target, 'Yes'),
    )
    const fresh = room()
    const carried = [...answers, mine].map((id) => ({ id, entry: entryIn(old, id) }))
    expect(carryIn(fresh, 'ruth', carried).map(({ id }) => id)).toEqual([answers[0]])
    expect(answers.slice(1).map((id) => entryIn(fresh, id)?.kind)).toEqual(['reply', 'reply', 'reply'])
  })

  it('[W3] a deletion that is carried leaves a tombstone where somebody has answered', () => {
    const fresh = room()
    reply(fresh, 'shop', entryRef('ruth', 'saved'), 'Sure?')
    carryIn(fresh, 'ruth', [{ id: 'saved', entry: null }])
    expect(entryIn(fresh, 'saved')?.kind).toBe('tombstone')
    expect(deleteEntry(fresh, 'ruth', 'saved')).toBe(false)
  })
})
