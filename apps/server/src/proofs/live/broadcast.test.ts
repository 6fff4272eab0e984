import type { Connection, Document } from '@hocuspocus/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { Broadcast } from './broadcast.ts'
import { syncPayloadOf } from './frames.ts'
import { pauseMs } from './presence/gathering.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const tick = () => new Promise<void>((resolve) => process.nextTick(resolve))

/** A room full of people, and what the last of them was sent. */
function room(people: number) {
  const sent: Uint8Array[] = []
  const nobody = () => ({ messageAddress: 'p:1', send() {} }) as unknown as Connection
  const last = { messageAddress: 'p:1', send: (data: Uint8Array) => sent.push(data) } as unknown as Connection
  const connections = new Map([...Array.from({ length: people - 1 }, nobody), last].map((one) => [one, null]))
  const document = Object.assign(new Y.Doc(), { connections }) as unknown as Document
  const broadcast = new Broadcast(document)
  const author = new Y.Doc()
  author.on('update', (update: Uint8Array) => broadcast.edit(update, null))
  let said = 0
  return {
    sent,
    say: () => author.getMap('u').set(String(said++), 1),
    shown() {
      const doc = new Y.Doc()
      for (const frame of sent) Y.applyUpdate(doc, syncPayloadOf(frame))
      return doc.getMap('u').size
    },
  }
}

test('up to fifty people get each commit at once; of a crowd’s edits one piece every twelve milliseconds at most', () => {
  expect([1, 10, 50].map(pauseMs)).toEqual([0, 0, 0])
  expect(pauseMs(60)).toBeGreaterThan(0)
  expect([100, 1_000].map(pauseMs)).toEqual([12, 12])
})

test('few people: every commit is a piece of its own', async () => {
  const { say, sent } = room(10)
  for (let i = 1; i <= 3; i++) {
    say()
    await tick()
    expect(sent).toHaveLength(i)
  }
})

test('a crowd: the first edit leaves at once, those that follow together, and none is missing', async () => {
  const { say, sent, shown } = room(100)
  vi.advanceTimersByTime(1_000)
  say()
  await tick()
  expect(sent).toHaveLength(1)
  for (let i = 0; i < 5; i++) {
    vi.advanceTimersByTime(2)
    say()
    await tick()
  }
  expect(sent).toHaveLength(1)
  vi.advanceTimersByTime(2)
  expect(sent).toHaveLength(2)
  expect(shown()).toBe(6)
})
