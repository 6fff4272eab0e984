import { expect, test } from 'vitest'
import { decimalOf, isPayable } from './price.ts'

test.each([
  [1250, 'EUR', '12.50'],
  [20, 'USD', '0.20'],
  [150_000, 'JPY', '1500'],
  [5_000_000, 'GBP', '50000.00'],
  [999, 'nothing known', '9.99'],
])('%i hundredths of %s are %s', (amount, currency, decimal) => {
  expect(decimalOf(amount, currency)).toBe(decimal)
})

test('half a yen cannot be paid, half a euro can', () => {
  expect([isPayable(150_050, 'JPY'), isPayable(150_000, 'JPY'), isPayable(1250, 'EUR'), isPayable(29, 'EUR')]).toEqual([
    ...[false, true, true, true],
  ])
})
