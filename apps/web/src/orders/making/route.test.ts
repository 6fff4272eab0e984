import type { CardDto, OrderProductionDto, StageDto } from '@proofroom/contract'
import { describe, expect, it } from 'vitest'
import { commonNext, isWanted, nextFor, placesFor, planFor, stepsOf } from './route.ts'

const stage = (id: string, given: Partial<StageDto> = {}): StageDto => ({
  ...{ id, name: id, colour: 3, customerWords: null, assigneeId: null, dueOffsetDays: null, limit: null },
  checklist: [],
  ...given,
})

const card = (given: Partial<CardDto> = {}): CardDto => ({
  ...{ id: 'c', version: 1, order: { code: 'o', label: '1' }, customerName: 'Ruth', title: 'Board', quantity: 1 },
  ...{ product: null, workflowId: 'w', thumb: null, place: 'to_start', since: '2026-11-20T10:00:00Z', due: null },
  ...{ gate: { open: true }, needs: 'customer', isReviewed: false, isOverridden: false, proof: null, openRequests: 0 },
  ...{
    unread: 0,
    isRush: false,
    isGift: false,
    held: null,
    tags: [],
    assigneeId: null,
    checks: [],
    minutes: 0,
    lines: [],
  },
  ...given,
})

const made = (cards: CardDto[], given: Partial<OrderProductionDto> = {}): OrderProductionDto => ({
  cards,
  stages: [stage('cut'), stage('engrave', { checklist: [{ id: 'k', text: 'Spelled right' }] }), stage('oil')],
  workflows: [{ id: 'w', name: 'Boards', gate: 'customer', stageIds: ['cut', 'engrave'], isDefault: true }],
  workers: [],
  shipment: null,
  can: {} as OrderProductionDto['can'],
  ...given,
})

describe('the way of a card', () => {
  it('goes through its workflow’s stages and is ready', () => {
    const all = made([])
    expect(nextFor(card(), all)).toBe('cut')
    expect(nextFor(card({ place: 'engrave' }), all)).toBe('ready')
    expect(nextFor(card({ place: 'ready' }), all), 'a parcel holds the whole order').toBeNull()
    expect(placesFor(card({ place: 'cut' }), all)).toEqual(['to_start', 'engrave', 'ready', 'packed'])
  })

  it('is drawn as what lies behind, what is now, and what comes', () => {
    const line = (place: string) => stepsOf(card({ place }), made([])).map((step) => [step.place, step.state])
    expect(line('to_start')).toEqual([
      ['cut', 'next'],
      ['engrave', 'next'],
      ['ready', 'next'],
    ])
    expect(line('engrave')).toEqual([
      ['cut', 'past'],
      ['engrave', 'now'],
      ['ready', 'next'],
    ])
    expect(line('packed')).toEqual([
      ['cut', 'past'],
      ['engrave', 'past'],
      ['ready', 'past'],
    ])
    expect(
      line('oil').map(([place]) => place),
      'a stage its workflow lost',
    ).toEqual(['cut', 'engrave', 'oil', 'ready'])
  })

  it('is refused with the rules’ own sentence', () => {
    const plan = planFor(card({ place: 'engrave' }), 'ready', made([]))
    expect(plan).toMatchObject({ moves: false, refusals: [{ code: 'move.checklist', canOverride: true }] })
  })
})

describe('what one button does', () => {
  it('moves cards that go on to the same place together', () => {
    const [a, b] = [card({ id: 'a', place: 'cut' }), card({ id: 'b', place: 'cut' })]
    expect(commonNext(made([a, b]))).toEqual({ cards: [a, b], to: 'engrave' })
    expect(commonNext(made([a, card({ place: 'ready' })]))).toEqual({ cards: [a], to: 'engrave' })
    expect(commonNext(made([a, card({ place: 'engrave' })]))).toBeNull()
    expect(commonNext(made([card({ place: 'ready' })]))).toBeNull()
  })
})

it('nothing of it is shown before it may begin', () => {
  const closed = { open: false, code: 'making.unsigned', reason: 'Not yet.' } as const
  expect(isWanted(made([card({ gate: closed })]))).toBe(false)
  expect(isWanted(made([card({ gate: closed, needs: 'shop' })]))).toBe(true)
  expect(isWanted(made([card()]))).toBe(true)
  expect(isWanted(made([card({ gate: closed, place: 'cut' })])), 'changed after it was begun').toBe(true)
})
