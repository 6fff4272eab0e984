import { expect, it } from 'vitest'
import { moved, placeAt } from './reorder.ts'

it('moves one thing and keeps the others in their order', () => {
  expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd'])
  expect(moved(['a', 'b', 'c', 'd'], 3, 0)).toEqual(['d', 'a', 'b', 'c'])
})

it('a row goes where the pointer is among the others', () => {
  const middles = [10, 30, 50]
  expect([0, 20, 40, 90].map((y) => placeAt(middles, 0, y))).toEqual([0, 0, 1, 2])
  expect([0, 20, 40, 90].map((y) => placeAt(middles, 2, y))).toEqual([0, 1, 2, 2])
})
