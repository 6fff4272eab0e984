import type { Connection } from '@hocuspocus/server'
import { expect, test } from 'vitest'
import { Awareness, applyAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { windowMs } from './gathering.ts'
import { asUpdate, type OnChange, People, readStates } from './people.ts'

const ruths = { name: 'a socket' } as unknown as Connection
const again = { name: 'a newer socket' } as unknown as Connection
const RUTH = 7

function room(): { people: People; told: Parameters<OnChange>[] } {
  const people = new People()
  const told: Parameters<OnChange>[] = []
  people.onChange((...change) => told.push(change))
  return { people, told }
}

const show = (people: People, clock: number, way: Connection | string = ruths) =>
  people.show(RUTH, { clock, json: JSON.stringify({ typing: `at ${clock}` }), actorId: 'ruth', way })

/** What a client of the y-protocols makes of it. */
function seenBy(awareness: Awareness, bytes: Uint8Array): unknown {
  applyAwarenessUpdate(awareness, asUpdate([bytes]), null)
  return awareness.getStates().get(RUTH)
}

test('what is told is what a client of the y-protocols understands, the end included', () => {
  const { people, told } = room()
  const awareness = new Awareness(new Y.Doc())
  show(people, 1)
  people.hide([RUTH], ruths)
  const [shown, gone] = told.map(([, bytes]) => bytes)
  expect(seenBy(awareness, shown ?? new Uint8Array())).toEqual({ typing: 'at 1' })
  expect(seenBy(awareness, gone ?? new Uint8Array())).toBeUndefined()
  expect(readStates(asUpdate(told.map(([, bytes]) => bytes))).map(({ clock, json }) => [clock, json])).toEqual([
    [1, '{"typing":"at 1"}'],
    [1, 'null'],
  ])
  awareness.destroy()
})

test('an older word about somebody is passed over', () => {
  const { people, told } = room()
  show(people, 5)
  show(people, 4)
  show(people, 5)
  expect(told).toHaveLength(1)
  expect(people.get(RUTH)?.clock).toBe(5)
})

test('the late end of an old way removes nobody who has come by another', () => {
  const { people, told } = room()
  show(people, 5)
  people.moveTo(RUTH, again)
  people.hide(people.ofWay(ruths), ruths)
  people.hide([RUTH], ruths)
  expect(people.get(RUTH)?.way).toBe(again)
  expect(people.ofOwn()).toEqual([RUTH])
  expect(told.map(([, , way]) => way)).toEqual([ruths, again])
})

test('another process’ people are not this one’s own', () => {
  const { people } = room()
  show(people, 1, 'process b')
  expect(people.ofOwn()).toEqual([])
  expect(people.ofWay('process b')).toEqual([RUTH])
})

test('whoever was not heard of for half a minute is gone, by whichever way they came', () => {
  const { people } = room()
  show(people, 1, 'process b')
  people.fade(performance.now() + 29_000)
  expect(people.all()).not.toBeNull()
  people.fade(performance.now() + 31_000)
  expect(people.all()).toBeNull()
})

test('a few people hear of every movement at once, a crowd a thirtieth of a second later at most', () => {
  expect([1, 2, 10, 16].map(windowMs)).toEqual([0, 0, 0, 0])
  expect(windowMs(20)).toBeGreaterThan(0)
  expect([50, 100, 1_000].map(windowMs)).toEqual([33, 33, 33])
})
