import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { awarenessFrame, readFrame, step1Frame, step2Frame, updateFrame } from './frames.ts'
import { SyncFilter } from './sync-filter.ts'

/** Somebody's document, and what they say in it one after the other. */
function author() {
  const doc = new Y.Doc()
  let said = new Uint8Array()
  doc.on('update', (update: Uint8Array) => {
    said = update.slice()
  })
  let count = 0
  return {
    doc,
    say(): Uint8Array {
      doc.getMap('u').set(String(count++), 1)
      return said
    },
    unsay(): Uint8Array {
      doc.getMap('u').delete('0')
      return said
    },
  }
}

const NOTHING = Uint8Array.of(0, 0)

function open() {
  const filter = new SyncFilter()
  const send = (data: Uint8Array): boolean => {
    const frame = readFrame(data)
    if (!frame) throw new Error('no frame')
    return filter.passes(frame, data)
  }
  return {
    filter,
    update: (update: Uint8Array, address = 'p:1') => send(updateFrame(address, update)),
    step1: (doc: Y.Doc, address = 'p:1') => send(step1Frame(address, Y.encodeStateVector(doc))),
    step2: (address = 'p:1') => send(step2Frame(address, NOTHING)),
    send,
  }
}

test('until the SyncStep2 has gone through, updates are left out; those a client counts are owed', () => {
  const { filter, update, step1, step2 } = open()
  const { doc, say } = author()
  expect(update(say())).toBe(false)
  expect(step1(doc)).toBe(true)
  expect([update(say()), update(say())]).toEqual([false, false])
  expect(step2()).toBe(true)
  expect(update(say())).toBe(true)
  expect(filter.takeOwed('p:1')).toBe(2)
  expect(filter.takeOwed('p:1')).toBe(0)
})

test('what waited for the socket and is sent after the SyncStep1 is not in the client’s count', () => {
  const { filter, update, step1 } = open()
  const { doc, say } = author()
  const waited = [say(), say(), say()]
  step1(doc)
  for (const one of waited) update(one)
  update(say())
  expect(filter.takeOwed('p:1')).toBe(1)
})

test('what only deletes is owed too, once the client counts', () => {
  const { filter, update, step1 } = open()
  const { doc, say, unsay } = author()
  say()
  step1(doc)
  update(unsay())
  expect(filter.takeOwed('p:1')).toBe(1)
})

test('a provider that left and came back on the same socket begins anew', () => {
  const { filter, update, step1, step2 } = open()
  const { doc, say } = author()
  step1(doc)
  step2()
  filter.passes({ address: 'p:1', type: 7, sync: null }, NOTHING)
  expect(update(say())).toBe(false)
})

test('rooms on one socket do not mix', () => {
  const { update, step2 } = open()
  const { say } = author()
  step2()
  expect(update(say(), 'p:2')).toBe(false)
  expect(update(say())).toBe(true)
})

test('cursors pass at any time', () => {
  expect(open().send(awarenessFrame('p:1', Uint8Array.of(0)))).toBe(true)
})

test('a socket that asks for ever more rooms is not remembered for each', () => {
  const { update } = open()
  const { say } = author()
  const passed = Array.from({ length: 100 }, (_, i) => update(say(), `p:${i}`))
  expect(passed.filter((passes) => !passes)).toHaveLength(16)
})
