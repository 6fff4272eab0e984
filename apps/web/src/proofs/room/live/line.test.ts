import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { type Line, openLine } from './line.ts'

const ROOM = 'p:v2'
const SYNC = 0
const STATUS = 8

/** The browser's socket, and the server at its other end. */
class FakeSocket extends EventTarget {
  static readonly OPEN = 1
  static all: FakeSocket[] = []
  static get last(): FakeSocket {
    const socket = FakeSocket.all.at(-1)
    if (!socket) throw new Error('Nobody has called yet')
    return socket
  }
  readyState = 0
  readonly said: string[] = []

  constructor() {
    super()
    FakeSocket.all.push(this)
  }
  open(): void {
    this.readyState = FakeSocket.OPEN
    this.dispatchEvent(new Event('open'))
  }
  send(frame: Uint8Array): void {
    const [type, what] = frame.slice(1 + ROOM.length)
    if (type === SYNC) this.said.push(['step 1', 'step 2', 'update'][what ?? 3] ?? 'unknown')
    else if (type === 2) this.said.push('ticket')
  }
  /** Room, type, and what belongs to it. */
  hear(...rest: number[]): void {
    const data = Uint8Array.from([ROOM.length, ...new TextEncoder().encode(ROOM), ...rest]).buffer
    this.dispatchEvent(Object.assign(new Event('message'), { data }))
  }
  close(): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.dispatchEvent(Object.assign(new Event('close'), { code: 1006 }))
  }
}

describe('a line', () => {
  const doc = new Y.Doc()
  const token = vi.fn<() => Promise<string>>()
  const onClosed = vi.fn()
  let line: Line
  const draw = () => doc.getMap('u:ruth').set('mark', 1)

  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('WebSocket', FakeSocket)
    vi.stubGlobal('location', new URL('http://localhost:4000'))
    FakeSocket.all = []
    token.mockReset().mockResolvedValue('ticket')
    onClosed.mockReset()
    const nothing = () => undefined
    line = openLine({
      ...{ room: ROOM, doc, awareness: new Awareness(doc), token, onChange: nothing, onAcknowledged: nothing },
      ...{ onSynced: nothing, onDenied: nothing, onClosed, onSaid: nothing },
    })
  })
  afterEach(() => {
    line.close()
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  test('does not send behind a sync what was drawn before it: one acknowledgement is then all of them', async () => {
    draw()
    FakeSocket.last.open()
    await vi.advanceTimersByTimeAsync(0)
    // Let in.
    FakeSocket.last.hear(2, 2, 4, ...new TextEncoder().encode('read'))
    expect(FakeSocket.last.said).toEqual(['ticket', 'step 1'])
    expect(line.unsynced()).toBe(1)
    draw()
    expect(FakeSocket.last.said).toEqual(['ticket', 'step 1', 'update'])
    FakeSocket.last.hear(STATUS, 1)
    expect(line.unsynced()).toBe(1)
  })

  test('shows a ticket only to the connection that it was asked for', async () => {
    const late = Promise.withResolvers<string>()
    token.mockReturnValueOnce(late.promise)
    FakeSocket.last.open()
    FakeSocket.last.close()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(FakeSocket.all).toHaveLength(2)
    FakeSocket.last.open()
    late.resolve('too late')
    await vi.advanceTimersByTimeAsync(0)
    expect(FakeSocket.last.said).toEqual(['ticket', 'step 1'])
  })

  test('asks again only when no answer is on the way', async () => {
    FakeSocket.last.open()
    await vi.advanceTimersByTimeAsync(0)
    line.askAgain()
    expect(FakeSocket.last.said).toEqual(['ticket', 'step 1'])
    FakeSocket.last.hear(STATUS, 1)
    line.askAgain()
    expect(FakeSocket.last.said).toEqual(['ticket', 'step 1', 'step 1'])
  })

  test('that nobody is let in on is given up for another one', async () => {
    FakeSocket.last.open()
    await vi.advanceTimersByTimeAsync(19_999)
    expect(FakeSocket.all).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(FakeSocket.all).toHaveLength(2)
  })

  test('is given up at once, though nothing is heard of it', () => {
    FakeSocket.last.open()
    FakeSocket.last.close = () => undefined
    line.redial()
    expect(onClosed).toHaveBeenCalledExactlyOnceWith(4408)
    expect(line.isConnected()).toBe(false)
  })

  test('in a hurry leaves an attempt that began long ago, and not a young one', async () => {
    await vi.advanceTimersByTimeAsync(1_999)
    line.hurry()
    expect(FakeSocket.all).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    line.hurry()
    expect(FakeSocket.all).toHaveLength(2)
  })
})
