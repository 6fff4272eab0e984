import { expect, it } from 'vitest'
import { plusMonths, weeksOf } from './month.ts'

it('a month lies in whole weeks, Monday first', () => {
  expect(weeksOf('2026-11')).toEqual({ from: '2026-10-26', to: '2026-12-06', weeks: 6 })
  expect(weeksOf('2027-02')).toEqual({ from: '2027-02-01', to: '2027-02-28', weeks: 4 })
  expect(weeksOf('2028-02')).toMatchObject({ from: '2028-01-31', to: '2028-03-05' })
})

it('months go over the year', () => {
  expect([plusMonths('2026-12', 1), plusMonths('2026-01', -1), plusMonths('2026-11', 14)]).toEqual([
    '2027-01',
    '2025-12',
    '2028-01',
  ])
})
