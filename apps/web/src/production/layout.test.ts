import { expect, test } from 'vitest'
import { lanesOf } from './lanes.ts'
import { findCard, layoutOf, neighbour, rangeOf, spotsBetween, WIDE } from './layout.ts'
import { cardOf } from './testing.ts'

const known = { today: '2026-11-27', workers: [] }
const cards = Array.from({ length: 1000 }, (_, at) =>
  cardOf(`c${at}`, { place: at % 2 ? 'cut' : 'to_start', lines: [{ name: 'Wood', value: at < 500 ? 'Ash' : 'Oak' }] }),
)
const lay = (group?: string) =>
  layoutOf(lanesOf(cards, group, known), ['to_start', 'cut', 'ready'], { sizes: WIDE, heightOf: () => WIDE.card })

test('of a thousand cards only those in sight are taken, and the one with the focus', () => {
  const [lane] = lay().lanes
  const cell = lane?.cells[0]
  if (!cell) throw new Error('There is no cell')
  const ids = (from: number, to: number, always: string | null = null) =>
    spotsBetween(cell, from, to, always).map(({ card }) => card.id)
  expect(ids(0, 200)).toEqual(['c0', 'c2'])
  expect(ids(95, 205)).toEqual(['c2', 'c4'])
  expect(ids(0, 100, 'c900')).toEqual(['c0', 'c900'])
  expect(ids(1000, 1050, 'c0')).toEqual(['c0', 'c18', 'c20'])
  expect(ids(0, 200, 'c2')).toEqual(['c0', 'c2'])
  expect(ids(0, 200, 'c1')).toEqual(['c0', 'c2'])
  expect(ids(1e6, 2e6)).toEqual([])
})

test('arrows go through the lanes, and over a column without cards to none', () => {
  const layout = lay('answer:Wood')
  expect(layout.lanes.map(({ lane }) => lane.name)).toEqual(['Ash', 'Oak'])
  expect(neighbour(layout, 'c498', 'down')).toBe('c500')
  expect(neighbour(layout, 'c500', 'up')).toBe('c498')
  expect(neighbour(layout, 'c0', 'up')).toBeNull()
  expect(neighbour(layout, 'c600', 'right')).toBe('c601')
  expect(neighbour(layout, 'c601', 'right')).toBeNull()
  expect(neighbour(layout, 'c601', 'left')).toBe('c600')
  expect(findCard(layout, 'nobody')).toBeNull()
})

test('from one to another are all between, in one column', () => {
  const layout = lay()
  expect(rangeOf(layout, 'c6', 'c2')).toEqual(['c2', 'c4', 'c6'])
  expect(rangeOf(layout, 'c6', 'c3')).toEqual(['c3'])
})
