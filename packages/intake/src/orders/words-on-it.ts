import type { Cells } from './cells.ts'
import { LONGEST, MOST } from './order.ts'
import { tooLong } from './values.ts'

type Line = { name: string; value: string }

/** What Etsy writes where the customer could have said something and did not. */
const NOTHING = /^(not requested on this item\.?|none|n\/a|-)$/i

/** The words that go on an item: a column for each, a cell with all of them, or Etsy's list of choices. */
export function readLines(cells: Cells): Line[] {
  const named = cells.all('line').map(({ heading, text }) => ({ name: heading, value: text, heading }))
  const written = cells
    .all('personalization')
    .flatMap(({ heading, text }) => splitWords(text, heading).map((line) => ({ ...line, heading })))
  const chosen = cells
    .all('variations')
    .flatMap(({ heading, text }) => splitChoices(text, heading).map((line) => ({ ...line, heading })))
  const lines = [...chosen, ...named, ...written].filter(({ value }) => !NOTHING.test(value))
  for (const { name, value, heading } of lines) {
    if (name.length > LONGEST.lineName)
      cells.refuse({ heading }, 'too_long', tooLong('A line’s name', LONGEST.lineName))
    if (value.length > LONGEST.lineValue)
      cells.refuse({ heading }, 'too_long', tooLong('A line of personalization', LONGEST.lineValue))
  }
  if (lines.length > MOST.lines)
    cells.refuse(null, 'too_many', `An item has at most ${MOST.lines} lines of personalization. Put some together.`)
  return lines.map(({ name, value }) => ({ name, value }))
}

/** "Name: The Hartleys", a line each; without such names it is one line, called like its column. */
export function splitWords(text: string, name: string): Line[] {
  const parts = text.split(/\r?\n|\s\|\s/).filter((part) => part.trim() !== '')
  const named = parts.map((part) => /^\s*([^:]{1,40}?)\s*[:=]\s*(\S[\s\S]*?)\s*$/.exec(part))
  if (named.every((found) => found !== null) && named.length > 0)
    return named.map((found) => ({ name: found[1] ?? name, value: found[2] ?? '' }))
  return text.trim() === '' ? [] : [{ name, value: text.trim() }]
}

/** Etsy separates choices with a comma and no space behind it, and writes some signs as HTML. */
export function splitChoices(text: string, name: string): Line[] {
  return text.split(/,(?=\S[^,:]{0,44}:)/).flatMap((part) => {
    const [called = '', ...rest] = part.split(':')
    const [lineName, value] = rest.length === 0 ? [name, called] : [called, rest.join(':')]
    const line = { name: withoutHtml(lineName).trim() || name, value: withoutHtml(value).trim() }
    return line.value === '' ? [] : [line]
  })
}

const SIGNS: Record<string, string> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>', nbsp: ' ', '#39': "'" }

export const withoutHtml = (text: string): string =>
  text.replace(/&(amp|quot|apos|lt|gt|nbsp|#39|#\d{2,6});/g, (whole, sign: string) => {
    const number = /^#(\d+)$/.exec(sign)?.[1]
    return SIGNS[sign] ?? (number && Number(number) <= 0x10ffff ? String.fromCodePoint(Number(number)) : whole)
  })
