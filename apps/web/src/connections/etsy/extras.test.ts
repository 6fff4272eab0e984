import { describe, expect, it } from 'vitest'
import { hundredthsOf } from './extras.ts'

describe('a price that is typed', () => {
  it.each([
    ['12', 1200],
    ['12.5', 1250],
    ['12,50', 1250],
    [' 0.20 ', 20],
    ['50000', 5_000_000],
  ])('%j is %i hundredths', (said, amount) => {
    expect(hundredthsOf(said)).toBe(amount)
  })

  it.each(['', 'twelve', '12.505', '-5', '€12', '1.200,00'])('%j is no number', (said) => {
    expect(hundredthsOf(said)).toBeNaN()
  })
})
