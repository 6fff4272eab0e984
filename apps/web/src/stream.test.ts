import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openStream, type StreamState } from './stream.ts'

class Source extends EventTarget {
  static readonly CLOSED = 2
  static all: Source[] = []
  readyState = 0
  constructor() {
    super()
    Source.all.push(this)
  }
  close = () => {
    this.readyState = Source.CLOSED
  }
  opens() {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }
  /** As the browser does with one that the server refused. */
  isRefused() {
    this.readyState = Source.CLOSED
    this.dispatchEvent(new Event('error'))
  }
}

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
function show(visibilityState: 'visible' | 'hidden') {
  page.visibilityState = visibilityState
  page.dispatchEvent(new Event('visibilitychange'))
}

let states: StreamState[]
const open = () => openStream({ url: '/api/s/x/events', onChange: () => {}, onState: (state) => states.push(state) })
const held = () => Source.all.filter(({ readyState }) => readyState !== Source.CLOSED).length
const last = () => Source.all.at(-1) as Source

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Source)
  vi.stubGlobal('document', page)
  Source.all = []
  states = []
  show('visible')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a tab that nobody looks at lets go of its connection, and has it again as soon as somebody does', () => {
  const close = open()
  last().opens()
  show('hidden')
  vi.advanceTimersByTime(14_000)
  expect(held()).toBe(1)
  vi.advanceTimersByTime(2_000)
  expect([held(), states]).toEqual([0, ['live', 'resting']])
  show('visible')
  last().opens()
  expect([held(), states]).toEqual([1, ['live', 'resting', 'live']])
  close()
  expect(held()).toBe(0)
})

test('who only glances elsewhere keeps it', () => {
  const close = open()
  last().opens()
  show('hidden')
  vi.advanceTimersByTime(5_000)
  show('visible')
  vi.advanceTimersByTime(60_000)
  expect([Source.all.length, states]).toEqual([1, ['live']])
  close()
})

test('a tab that was opened behind has none until it is looked at', () => {
  show('hidden')
  const close = open()
  expect([held(), states]).toEqual([0, ['resting']])
  show('visible')
  expect(held()).toBe(1)
  close()
})

test('a refused one is asked for again, but not behind, and not once it is closed', () => {
  const close = open()
  last().isRefused()
  vi.advanceTimersByTime(5_000)
  expect([Source.all.length, held(), states]).toEqual([2, 1, ['reconnecting']])
  last().isRefused()
  show('hidden')
  vi.advanceTimersByTime(60_000)
  expect([held(), states.at(-1)]).toEqual([0, 'resting'])
  show('visible')
  expect(held()).toBe(1)
  last().isRefused()
  close()
  vi.advanceTimersByTime(60_000)
  show('hidden')
  show('visible')
  expect(held()).toBe(0)
})

test('one that is refused while nobody looks is not asked for again before somebody does', () => {
  const close = open()
  last().opens()
  show('hidden')
  last().isRefused()
  vi.advanceTimersByTime(60_000)
  expect([Source.all.length, states.at(-1)]).toEqual([1, 'resting'])
  show('visible')
  expect([Source.all.length, held()]).toEqual([2, 1])
  close()
})
