import { expect, it } from 'vitest'
import { intentSentence, lineName } from './intent.ts'

const words = {
  the: (name: string) => `the ${name}`,
  named: (list: string) => `I have checked ${list}.`,
  count: (n: number) => `I have checked all ${n} lines.`,
  everything: () => 'I have checked everything.',
}
const lines = (...names: string[]) => names.map((name) => ({ name }))

it('names what was ticked, in the order’s own words', () => {
  expect(intentSentence(lines('Name', 'Date', 'Size'), words)).toBe('I have checked the name, the date and the size.')
  expect(intentSentence(lines('Name'), words)).toBe('I have checked the name.')
})

it('says a name once when two lines share it', () => {
  expect(intentSentence(lines('Name', 'Name', 'Date'), words)).toBe('I have checked the name and the date.')
})

it('counts when there are too many to be read', () => {
  expect(intentSentence(lines('A1', 'B1', 'C1', 'D1', 'E1', 'F1'), words)).toBe('I have checked all 6 lines.')
})

it('says everything where the order has no lines', () => {
  expect(intentSentence([], words)).toBe('I have checked everything.')
})

it.each([
  ['Name', 'name'],
  ['Engraving text:', 'engraving text'],
  ['QR code', 'QR code'],
  ['Name of Ruth', 'Name of Ruth'],
  ['2nd line', '2nd line'],
  ['Größe', 'größe'],
])('writes %s as %s inside a sentence', (name, inside) => {
  expect(lineName(name)).toBe(inside)
})
