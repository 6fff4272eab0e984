import { expect, test } from 'vitest'
import { etsyCarrier, sameTracking } from './carriers.ts'

test.each([
  ['Royal Mail Tracked 24', 'royal-mail'],
  ['USPS', 'usps'],
  ['DHL  Express', 'dhl'],
  ['Deutsche Post', 'deutsche-post'],
  ['The neighbour’s van', 'other'],
])('%s is %s', (name, word) => expect(etsyCarrier(name)).toBe(word))

test('a number is the same however it is typed', () => {
  expect(sameTracking('rm123456789gb', 'RM 1234 5678 9GB')).toBe(true)
  expect(sameTracking(null, 'RM1')).toBe(false)
})
