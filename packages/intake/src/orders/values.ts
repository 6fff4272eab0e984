import { plainLetters, readDay } from '../days.ts'
import type { Word } from '../words.ts'
import type { Cells } from './cells.ts'
import { LONGEST, MOST } from './order.ts'

const YES = new Set('yes y true 1 x ja j oui o si s sim ok rush express urgent eilig high hoch haute alta'.split(' '))
const NO = new Set('no n false 0 - nein non nee normal standard none keine low niedrig'.split(' '))

/** Null where the file has no such column: then it says nothing about it. */
export function readYes(cells: Cells, word: Word): boolean | null {
  if (!cells.isAsked(word)) return null
  const said = plainLetters(cells.text(word)).trim()
  if (said === '' || NO.has(said)) return false
  if (YES.has(said)) return true
  cells.refuse({ word }, 'yes_or_no', `“${short(cells.text(word))}” is neither yes nor no. Write one of them.`)
  return null
}

export function readDate(cells: Cells, word: Word): string | null {
  const said = cells.text(word)
  if (said === '') return null
  const read = readDay(said, cells.dayOrder)
  if ('day' in read) return read.day
  // All of them wait for one answer, which is asked once for the file.
  if (read.problem === 'ambiguous') return null
  cells.refuse({ word }, 'date', `“${short(said)}” is not a date. Write it like 2026-12-31.`)
  return null
}

/** Empty is one piece. */
export function readQuantity(cells: Cells): number {
  const said = cells.text('quantity')
  if (said === '') return 1
  const number = /^(?:x\s*)?(\d{1,6})(?:[.,]0{1,2})?(?:\s*(?:x|pcs?\.?|st(?:k|ck)?\.?))?$/i.exec(said)?.[1]
  const quantity = Number(number ?? 0)
  if (quantity >= 1 && quantity <= MOST.quantity) return quantity
  const reason = `“${short(said)}” is not a number of pieces. Write a whole number from 1 to ${MOST.quantity}.`
  cells.refuse({ word: 'quantity' }, 'quantity', reason)
  return 1
}

const EMAIL = /^[a-z0-9_'+-]+(?:\.[a-z0-9_'+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/

export function readEmail(cells: Cells): string | null {
  const said = cells.text('email').toLowerCase()
  if (said === '') return null
  if (EMAIL.test(said) && !said.startsWith("'") && said.length <= LONGEST.email) return said
  const reason = `“${short(said)}” is not an e-mail address. Write one like ruth@example.com, or leave it empty.`
  cells.refuse({ word: 'email' }, 'email', reason)
  return null
}

/** The order's number; without one, nobody can tell which order the line belongs to. */
export function readRef(cells: Cells): string | null {
  const said = cells.text('order').replace(/^#\s*/, '')
  if (said === '') {
    cells.refuse({ word: 'order' }, 'order_missing', 'This line has no order number. Write the one it belongs to.')
    return null
  }
  if (/^\d([.,]\d+)?e\+\d+$/i.test(said)) {
    const reason = `A spreadsheet has shortened this order number to “${said}”. Set the column to text there, and save again.`
    cells.refuse({ word: 'order' }, 'order_shortened', reason)
    return null
  }
  if (said.length <= LONGEST.ref) return said
  cells.refuse({ word: 'order' }, 'too_long', tooLong('An order number', LONGEST.ref))
  return null
}

export const tooLong = (what: string, most: number) => `${what} has at most ${most} letters. Shorten it.`

export const short = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
