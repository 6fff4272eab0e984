import { expect, test } from 'vitest'
import { SYNC, TYPE } from './frames.ts'
import { SyncFilter } from './sync-filter.ts'

const frame = (sync: number, address = 'p:1') => ({ address, type: TYPE.sync, sync })
const update = frame(SYNC.update)

test('until the SyncStep2 has gone through, updates are left out; those a client counts are owed', () => {
  const filter = new SyncFilter()
  expect(filter.passes(update)).toBe(false)
  expect(filter.passes(frame(SYNC.step1))).toBe(true)
  expect([filter.passes(update), filter.passes(update)]).toEqual([false, false])
  expect(filter.passes(frame(SYNC.step2))).toBe(true)
  expect(filter.passes(update)).toBe(true)
  expect(filter.takeOwed('p:1')).toBe(2)
  expect(filter.takeOwed('p:1')).toBe(0)
})

test('a provider that left and came back on the same socket begins anew', () => {
  const filter = new SyncFilter()
  for (const sync of [SYNC.step1, SYNC.step2]) filter.passes(frame(sync))
  filter.passes({ address: 'p:1', type: TYPE.close, sync: null })
  expect(filter.passes(update)).toBe(false)
})

test('rooms on one socket do not mix', () => {
  const filter = new SyncFilter()
  filter.passes(frame(SYNC.step2))
  expect(filter.passes(frame(SYNC.update, 'p:2'))).toBe(false)
  expect(filter.passes(update)).toBe(true)
})

test('cursors pass at any time', () => {
  expect(new SyncFilter().passes({ address: 'p:1', type: TYPE.awareness, sync: null })).toBe(true)
})

test('a socket that asks for ever more rooms is not remembered for each', () => {
  const filter = new SyncFilter()
  const passed = Array.from({ length: 100 }, (_, i) => filter.passes(frame(SYNC.update, `p:${i}`)))
  expect(passed.filter((passes) => !passes)).toHaveLength(16)
})
