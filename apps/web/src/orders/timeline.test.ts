import type { TimelineEntryDto } from '@proofroom/contract'
import { describe, expect, it } from 'vitest'
import { folded, sentenceOfEntry, whoOf } from './timeline.ts'

const entry = (id: string, kind: TimelineEntryDto['kind'], more: Partial<TimelineEntryDto> = {}): TimelineEntryDto => ({
  id,
  at: '2026-11-20T10:00:00Z',
  kind,
  actor: { type: 'member', name: 'Maya Okafor' },
  proof: null,
  requests: [],
  card: null,
  source: null,
  fields: [],
  until: null,
  order: null,
  file: null,
  message: null,
  device: null,
  ...more,
})

const request = (number: number, state = 'done') => ({ number, text: 'Lower, please', state })
const names = { someone: 'Someone', theShop: 'The shop', system: 'Proofroom', you: 'You' }

describe('a card that moved', () => {
  const card = { id: 'i', title: 'Walnut board', from: { place: 'to_start', name: null }, overrides: [] }
  const moved = (to: { place: string; name: string | null }) =>
    sentenceOfEntry(entry('e', 'item.moved', { card: { ...card, to } }), 'Tom')

  it('is told by the stage’s own name, or by ours of the other places', () => {
    expect(moved({ place: '0199', name: 'Engrave' })).toMatchObject({
      key: 'tl.item_moved_stage',
      values: { who: 'Tom', title: 'Walnut board', stage: 'Engrave' },
    })
    expect(moved({ place: 'ready', name: null })).toMatchObject({ key: 'tl.item_moved_ready' })
  })
})

describe('what was done elsewhere', () => {
  it('is told of the place and of nobody here', () => {
    const system = { type: 'system' as const, name: null }
    const keyOf = (kind: TimelineEntryDto['kind'], source: 'csv' | 'etsy') =>
      sentenceOfEntry(entry('e', kind, { source, actor: system }), 'Proofroom').key
    expect(keyOf('order.created', 'etsy')).toBe('tl.order_created_etsy')
    expect(keyOf('order.created', 'csv')).toBe('tl.order_created_csv')
    expect(keyOf('order.cancelled', 'etsy')).toBe('tl.order_cancelled_etsy')
  })
})

describe('folding', () => {
  it('tells one answer once, and two answers twice', () => {
    const entries = [
      entry('4', 'request.answered', { requests: [request(2)] }),
      entry('3', 'request.answered', { requests: [request(1)] }),
      entry('2', 'request.answered', { requests: [request(1)], message: 'First words' }),
      entry('1', 'order.created'),
    ]
    expect(folded(entries).map((one) => one.id)).toEqual(['4', '3', '1'])
  })

  it('never folds what the customer did', () => {
    const entries = [entry('2', 'proof.viewed'), entry('1', 'proof.viewed')]
    expect(folded(entries)).toHaveLength(2)
  })
})

describe('requests', () => {
  it.each([
    ['request.answered', 'done', 'tl.request_answered_done'],
    ['request.answered', 'question', 'tl.request_answered_question'],
    ['request.confirmed', 'still_wrong', 'tl.request_confirmed_still_wrong'],
  ] as const)('%s as %s says which one and what', (kind, state, key) => {
    const sentence = sentenceOfEntry(entry('1', kind, { requests: [request(3, state)] }), 'Ruth')
    expect(sentence).toEqual({ key, values: { who: 'Ruth', number: 3 } })
  })
})

describe('who did it', () => {
  it('says you for oneself, a first name for others, the customer for a guest without a name', () => {
    expect(whoOf(entry('1', 'order.created'), 'Maya Okafor', 'Ruth Hartley', names)).toBe('You')
    expect(whoOf(entry('1', 'order.created'), 'Jun Sato', 'Ruth Hartley', names)).toBe('Maya')
    const guest = entry('1', 'proof.viewed', { actor: { type: 'guest', name: null } })
    expect(whoOf(guest, 'Maya Okafor', 'Ruth Hartley', names)).toBe('Ruth')
  })

  it('puts the device into the sentence', () => {
    const device = (text: string) => sentenceOfEntry(entry('1', 'proof.viewed', { device: text }), 'Ruth').values
    expect(device('Safari on iPhone')).toMatchObject({ device: 'in Safari on iPhone' })
    expect(device('iPhone')).toMatchObject({ device: 'on iPhone' })
  })
})
