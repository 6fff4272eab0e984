import { expect, test } from 'vitest'
import { nextOf, planAll, stepOf, whyNot, withCards, withChanges } from './board-model.ts'
import { boardWith, cardOf } from './testing.ts'

const loads = (board: ReturnType<typeof boardWith>) =>
  Object.fromEntries(board.columns.map(({ place, cards }) => [place, cards]))

test('what is on its way is shown, and counted where it goes', () => {
  const board = boardWith([cardOf('a'), cardOf('b', { place: 'cut' })])
  const shown = withChanges(board, new Map([['a', { place: 'oil' }]]))
  expect(shown.cards.map(({ place }) => place)).toEqual(['oil', 'cut'])
  expect(loads(shown)).toEqual({ to_start: 0, cut: 1, oil: 1, ready: 0, packed: 0 })
  expect(shown.columns.find(({ place }) => place === 'oil')?.isFull).toBe(true)
  expect(loads(board).to_start).toBe(1)
  expect(withChanges(shown, new Map([['a', { place: 'oil' }]])).columns).toEqual(shown.columns)
})

test('what the server tells takes a card’s place, or takes it off the board', () => {
  const board = boardWith([cardOf('a'), cardOf('b')])
  const told = withCards(
    board,
    new Map([
      ['a', cardOf('a', { version: 2, place: 'cut' })],
      ['b', null],
    ]),
  )
  expect(told.cards.map(({ id, version }) => [id, version])).toEqual([['a', 2]])
  expect(loads(told)).toEqual({ to_start: 0, cut: 1, oil: 0, ready: 0, packed: 0 })
})

test('with room for one the first goes, and the others are told', () => {
  const cards = [cardOf('a'), cardOf('b'), cardOf('c', { place: 'oil' })]
  const { goes, refused } = planAll(cards.slice(0, 2), 'oil', boardWith(cards.slice(0, 2)), false)
  expect(goes.map(({ card }) => card.id)).toEqual(['a'])
  expect(refused.map(({ card, refusal }) => [card.id, refusal.code])).toEqual([['b', 'move.limit']])
  const all = planAll(cards.slice(0, 2), 'oil', boardWith(cards), true)
  expect(all.goes).toHaveLength(2)
})

test('a refusal says everything that is in the way, and whether a reason may pass it', () => {
  const closed = { open: false as const, code: 'making.unsigned', reason: 'Not signed.' }
  const card = cardOf('a', { gate: closed })
  const board = boardWith([card, cardOf('b', { place: 'oil' })])
  expect(whyNot(card, 'oil', board)).toMatchObject({ code: 'move.unsigned', canOverride: true })
  expect(whyNot(card, 'oil', board)?.reason).toMatch(/^Not signed\. oil is full/)
  expect(whyNot(cardOf('a', { held: 'No address' }), 'cut', board)).toMatchObject({
    code: 'move.held',
    canOverride: false,
  })
  expect(whyNot(cardOf('a'), 'cut', board)).toBeNull()
})

test('on and back go through the card’s own workflow, and stop at the parcel', () => {
  const board = boardWith([])
  const short = { ...board, workflows: board.workflows.map((one) => ({ ...one, stageIds: ['oil'] })) }
  expect(nextOf(cardOf('a'), short)).toBe('oil')
  expect(stepOf(cardOf('a', { place: 'oil' }), -1, short)).toBe('to_start')
  expect(stepOf(cardOf('a', { place: 'oil' }), -1, board)).toBe('cut')
  expect(stepOf(cardOf('a'), -1, board)).toBeNull()
  expect(nextOf(cardOf('a', { place: 'packed' }), board)).toBeNull()
})
