import { expect, test } from 'vitest'
import { choicesOf, filterCards } from './filter.ts'
import { lanesOf } from './lanes.ts'
import { cardOf } from './testing.ts'

const known = { today: '2026-11-27', workers: [{ id: 'm1', name: 'Tom Reid', initials: 'TR' }] }
const day = (at: string, late = false) => ({ due: { day: at, late } })
const wood = (value: string) => ({ lines: [{ name: 'Wood', value }] })
const names = (...given: Parameters<typeof lanesOf>) =>
  lanesOf(...given).map((lane) => [lane.name ?? lane.key, lane.cards.map(({ id }) => id).join('')])

test('by an answer: whoever wrote it in another case wanted the same, and no answer comes last', () => {
  const cards = [
    cardOf('a', wood('walnut 8 × 10')),
    cardOf('b'),
    cardOf('c', wood('Oak')),
    cardOf('d', wood('Walnut 8 × 10 ')),
  ]
  expect(names(cards, 'answer:Wood', known)).toEqual([
    ['Oak', 'c'],
    ['walnut 8 × 10', 'ad'],
    ['none', 'b'],
  ])
})

test('by when it is due, in the order of days', () => {
  const cards = [
    ...[
      cardOf('a', day('2026-12-20')),
      cardOf('b'),
      cardOf('c', day('2026-11-20', true)),
      cardOf('d', day('2026-11-28')),
    ],
    ...[cardOf('e', day('2026-12-03')), cardOf('f', day('2026-12-04')), cardOf('g', day('2026-11-27'))],
  ]
  expect(names(cards, 'due', known)).toEqual([
    ...[
      ['late', 'c'],
      ['today', 'g'],
      ['tomorrow', 'd'],
      ['week', 'e'],
      ['later', 'af'],
      ['none', 'b'],
    ],
  ])
})

test('by person and by product; without a group there is one lane', () => {
  const cards = [cardOf('a', { assigneeId: 'm1' }), cardOf('b', { assigneeId: 'gone' }), cardOf('c')]
  expect(names(cards, 'assignee', known)).toEqual([
    ['Tom Reid', 'a'],
    ['none', 'bc'],
  ])
  expect(names([cardOf('a', { product: { id: 'p', name: 'Sign' } })], 'product', known)).toEqual([['Sign', 'a']])
  expect(names(cards, undefined, known)).toEqual([['all', 'abc']])
})

test('a filter finds by every word, without accents, and by whoever looks', () => {
  const cards = [
    cardOf('a', { customerName: 'Amélie Laurent', assigneeId: 'me', tags: ['fair'] }),
    cardOf('b', { ...wood('Oak'), isRush: true, ...day('2026-11-01', true) }),
  ]
  const found = (search: object) =>
    filterCards(cards, search, 'me')
      .map(({ id }) => id)
      .join('')
  expect(found({})).toBe('ab')
  expect(found({ q: 'amelie walnut' })).toBe('a')
  expect(found({ q: 'oak' })).toBe('b')
  expect(found({ who: 'me' })).toBe('a')
  expect(found({ who: 'nobody' })).toBe('b')
  expect(found({ late: true, rush: true })).toBe('b')
  expect(found({ tag: 'fair', rush: true })).toBe('')
})

test('to choose from there is what is on the board; an answer once given is no group', () => {
  const cards = [
    cardOf('a', wood('Oak')),
    cardOf('b', { lines: [...wood('Ash').lines, { name: 'Name', value: 'Ada' }] }),
  ]
  expect(choicesOf(cards)).toEqual({ products: [], tags: [], answers: ['Wood'] })
})
