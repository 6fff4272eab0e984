import { expect, it } from 'vitest'
import { headingOf } from './heading.ts'

it.each([
  ['Walnut board', 'Your walnut board'],
  ['Ruth board', 'Ruth board'],
  ['Biscuit portrait', 'Biscuit portrait'],
  ['QR coasters', 'QR coasters'],
  ['the sign', 'the sign'],
])('says %s as %s', (title, said) => {
  const personalization = [{ name: 'Name', value: 'Biscuit' }]
  expect(headingOf({ title, customerName: 'Ruth Hartley', personalization })).toBe(said)
})
