import { Document } from '@hocuspocus/server'
import { addEntry } from '@proofroom/proof'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Content } from './content.ts'
import type { RoomRows } from './journal/read.ts'

const KNOWS_NOTHING = Uint8Array.of(0)

function written(texts: string[]): Uint8Array {
  const doc = new Y.Doc()
  for (const text of texts) addEntry(doc, 'ruth', { kind: 'comment', text })
  return Y.encodeStateAsUpdate(doc)
}

function read(state: Uint8Array | null, given: Partial<RoomRows> = {}): RoomRows {
  const stateVector = state && Y.encodeStateVectorFromUpdate(state)
  const empty = { rows: [], rotten: [], damaged: false, closed: false }
  return { shopId: 's', epoch: 1, seen: '1:1:', generation: 1, state, stateVector, ...empty, ...given }
}

function open(rows: RoomRows) {
  const document = new Document('p:1')
  document._observers.get('update')?.clear()
  document.awareness.destroy()
  return { document, content: new Content(document, rows) }
}

const sizeOf = (document: Y.Doc) => document.getMap('u:ruth').size

test('a newcomer is sent the very bytes that are kept, and nothing is decoded', () => {
  const state = written(['one', 'two'])
  const { document, content } = open(read(state))
  const answer = content.answer(KNOWS_NOTHING)
  expect(answer.update).toBe(state)
  expect(answer.stateVector).toEqual(Y.encodeStateVectorFromUpdate(state))
  expect(document.store.clients.size).toBe(0)
})

test('whoever has a part already is sent the rest', () => {
  const one = written(['one'])
  const both = Y.mergeUpdates([one, written(['two'])])
  const { document, content } = open(read(both))
  const answer = content.answer(Y.encodeStateVectorFromUpdate(one))
  expect(answer.update.length).toBeLessThan(both.length)
  expect(sizeOf(document)).toBe(2)
})

test('rows that came after the state are in the answer', () => {
  const { content } = open(read(written(['one']), { rows: [{ seq: '1', payload: written(['two']) }] }))
  const doc = new Y.Doc()
  Y.applyUpdate(doc, content.answer(KNOWS_NOTHING).update)
  expect(sizeOf(doc)).toBe(2)
})

test('after an edit the answer has it', () => {
  const { content } = open(read(written(['one'])))
  content.answer(KNOWS_NOTHING)
  expect(content.applies(written(['two']))).toBe(true)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, content.answer(KNOWS_NOTHING).update)
  expect(sizeOf(doc)).toBe(2)
})

test('becoming a document is no news', () => {
  const { document, content } = open(read(written(['one'])))
  const news: boolean[] = []
  document.on('update', () => news.push(content.isOpening))
  content.open()
  content.open()
  expect(news).toEqual([true])
})

test('a room in which nothing was said is as empty as a new document', () => {
  const { content } = open(read(null))
  const doc = new Y.Doc()
  const { update, stateVector } = content.answer(KNOWS_NOTHING)
  Y.applyUpdate(doc, update)
  expect(Y.encodeStateVector(doc)).toEqual(stateVector)
})
