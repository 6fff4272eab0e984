import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placesOf } from './stages.ts'
import { stepsFor, type ToldStage } from './told.ts'

const CALENDAR = { timezone: 'UTC', workingDays: [1, 2, 3, 4, 5], daysOff: [] }
const STAGES: ToldStage[] = [
  { id: 'cut', customerWords: 'Cut and sanded', dueOffsetDays: 3 },
  { id: 'check', customerWords: null, dueOffsetDays: 2 },
  { id: 'oil', customerWords: 'Oiled', dueOffsetDays: null },
]
const ROUTE = ['cut', 'check', 'oil']
const at = (n: number) => `2026-11-${String(n).padStart(2, '0')}T09:00:00.000Z`
const journey = (place: string, visits: [string, number][] = []) => ({
  place,
  route: ROUTE,
  visits: visits.map(([to, n]) => ({ place: to, at: at(n) })),
  shipBy: '2026-11-27',
})
const told = (...given: Parameters<typeof journey>) =>
  stepsFor(journey(...given), STAGES, CALENDAR).map((step) => [step.words ?? step.key, step.state, step.at ?? step.by])

describe('what the customer is told', () => {
  it('T1, T5: the stages that have words, then ready, shipped, delivered', () => {
    expect(told('to_start')).toEqual([
      ['Cut and sanded', 'next', '2026-11-24'],
      ['Oiled', 'next', null],
      ['ready', 'next', '2026-11-27'],
      ['shipped', 'next', '2026-11-27'],
      ['delivered', 'next', null],
    ])
  })

  it('T1: not what its workflow has not', () => {
    const steps = stepsFor({ ...journey('cut'), route: ['cut'] }, STAGES, CALENDAR)
    expect(steps.map((step) => step.words)).toEqual(['Cut and sanded', null, null, null])
    const lost = stepsFor({ ...journey('oil'), route: ['cut'] }, STAGES, CALENDAR)
    expect(lost.find((step) => step.state === 'now')?.words, 'the stage it is in').toBe('Oiled')
  })

  it('T2, T4: one step is now, since it came there the last time', () => {
    expect(
      told('oil', [
        ['cut', 10],
        ['oil', 12],
        ['cut', 13],
        ['oil', 16],
      ]).slice(0, 3),
    ).toEqual([
      ['Cut and sanded', 'past', at(13)],
      ['Oiled', 'now', at(16)],
      ['ready', 'next', '2026-11-27'],
    ])
  })

  it('T3: in a stage that is not told the last one goes on, and packed is ready', () => {
    expect(
      told('check', [
        ['cut', 10],
        ['check', 11],
      ])[0],
    ).toEqual(['Cut and sanded', 'now', at(10)])
    const packed = told('packed', [
      ['cut', 10],
      ['ready', 20],
      ['packed', 21],
    ])
    expect(packed.find(([, state]) => state === 'now')).toEqual(['ready', 'now', at(20)])
  })

  it('T2: past, then at most one now, then next, wherever it is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...placesOf(STAGES)), fc.subarray(ROUTE), (place, route) => {
        const states = stepsFor({ ...journey(place), route }, STAGES, CALENDAR).map((step) => step.state)
        expect(states.join()).toMatch(/^(past,?)*(now,?)?(next,?)*$/)
        expect(states.filter((state) => state === 'now').length).toBe(
          place === 'to_start' || states[0] === 'next' ? 0 : 1,
        )
      }),
    )
  })
})
