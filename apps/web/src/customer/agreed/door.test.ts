import type { CustomerPageDto } from '@proofroom/contract'
import { describe, expect, it } from 'vitest'
import { type DoorStep, doorOf, momentOf } from './door.ts'

const SIGNED = '2026-11-19T10:00:00Z'
const step = (key: DoorStep['key'], state: DoorStep['state'], words: string | null = null): DoorStep => ({
  ...{ key, words, state },
  at: state === 'next' ? null : SIGNED,
  by: null,
})
const way = (ready: DoorStep['state'] = 'next') =>
  [step('ready', ready), step('shipped', 'next'), step('delivered', 'next')] as never[]
const progress = (...all: DoorStep[][]) => ({
  items: all.map((steps, i) => ({ id: `i${i}`, title: `Item ${i}`, steps: steps as never[] })),
  shipment: null,
})
const keys = (steps: DoorStep[]) => steps.map(({ key, state }) => `${key} ${state}`)

describe('from here to the door', () => {
  it('is what was agreed, then the shop’s own stages, then the parcel', () => {
    const steps = [step('stage', 'past', 'Cut'), step('stage', 'now', 'Oiled'), ...way()]
    const [only] = doorOf({ makingSince: SIGNED, progress: progress(steps) }, SIGNED)
    expect(keys(only?.steps ?? [])).toEqual([
      'agreed past',
      'stage past',
      'stage now',
      'ready next',
      'shipped next',
      'delivered next',
    ])
  })

  it.each([
    [null, 'next', 'making next'],
    [SIGNED, 'next', 'making now'],
    [SIGNED, 'now', 'making past'],
  ] as const)('a shop that tells no stage says whether it is being made (%s, %s)', (makingSince, ready, told) => {
    const [only] = doorOf({ makingSince, progress: progress(way(ready)) }, null)
    expect(keys(only?.steps ?? [])[0]).toBe(told)
  })

  it('of several things each has its own way, and one parcel', () => {
    const all = doorOf(
      { makingSince: SIGNED, progress: progress(way(), [step('stage', 'now', 'Cut'), ...way()]) },
      SIGNED,
    )
    expect(all.map(({ title, steps }) => [title, keys(steps)])).toEqual([
      [null, ['agreed past']],
      ['Item 0', ['making now', 'ready next']],
      ['Item 1', ['stage now', 'ready next']],
      [null, ['shipped next', 'delivered next']],
    ])
  })

  it('ends when it is there', () => {
    const steps = [step('ready', 'past'), step('shipped', 'past'), step('delivered', 'now')]
    const [only] = doorOf({ makingSince: SIGNED, progress: progress(steps) }, SIGNED)
    expect(only?.steps.at(-1)?.state).toBe('past')
  })
})

it('says first what matters most', () => {
  const of = (phase: string, given = {}) =>
    momentOf({
      move: { phase },
      isHeld: false,
      isOutdated: false,
      makingSince: null,
      ...given,
    } as CustomerPageDto['order'])
  expect(of('approved')).toBe('agreed')
  expect(of('in_production', { makingSince: SIGNED })).toBe('making')
  expect(of('in_production', { makingSince: SIGNED, isHeld: true })).toBe('held')
  expect(of('in_production', { makingSince: SIGNED, isHeld: true, isOutdated: true })).toBe('outdated')
  expect(of('ready', { makingSince: SIGNED })).toBe('ready')
  expect(of('shipped', { isOutdated: true })).toBe('shipped')
})
