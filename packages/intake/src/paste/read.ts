import { withoutHtml } from '../orders/words-on-it.ts'
import { Drafting, type OrderDraft } from './draft.ts'
import { GOODBYE, type Label, labelOf, NOISE } from './labels.ts'

/** More than any message about one order has. */
const LONGEST_TEXT = 20_000
const EMAIL = /[a-z0-9_'+-]+(?:\.[a-z0-9_'+-]+)*@(?:[a-z0-9-]+\.)+[a-z]{2,}/i
const ORDER = /\b(?:order|bestellung|auftrag|commande|pedido|receipt)\b[^\d#\n]{0,24}#?\s?(\d[\w-]{2,39})\b/i
const DUE =
  /\b(?:ship|dispatch|send|deliver|needed|due|ready|versand|versenden|lieferung)\s?(?:it\s)?(?:by|bis|on)\s*:?\s*(.{6,40})$/i
const COUNTED = /^(\d{1,3})\s?[x×]\s+(\S.*)$/i
const COUNTED_AFTER = /^(\S.*?)\s+[x×]\s?(\d{1,3})$/i

type Asked = { label: Label; words: string }

/** The order in a message: Etsy's page or mail, or what somebody wrote. It only guesses, and says what it left out. */
export function readMessage(text: string): OrderDraft {
  const draft = new Drafting()
  let asked: Asked | null = null
  let before = ''
  for (const line of linesOf(text)) {
    const answers: boolean = asked !== null && takeValue(draft, asked.label, asked.words, line)
    if (asked && !answers) draft.leave(asked.words)
    asked = answers ? null : askedBy(line)
    if (!answers && !asked) takeLine(draft, line, before)
    before = line
  }
  if (asked) draft.leave(asked.words)
  return draft.finish()
}

const linesOf = (text: string): string[] =>
  withoutHtml(text.slice(0, LONGEST_TEXT))
    .split(/\r?\n|\t/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** "Personalization" by itself: what it is stands in the next line. */
function askedBy(line: string): Asked | null {
  const words = line.replace(/:$/, '')
  const label = labelOf(words)
  return label && (line.endsWith(':') || ALONE.includes(label)) ? { label, words } : null
}

const ALONE: Label[] = ['wish', 'quantity', 'due', 'address', 'customer', 'email']

function takeLine(draft: Drafting, line: string, before: string): void {
  if (takeLabelled(draft, line) || takeSentence(draft, line)) return
  if (GOODBYE.test(before) && draft.setName(line)) return
  if (!NOISE.test(line)) draft.leave(line)
}

function takeLabelled(draft: Drafting, line: string): boolean {
  const [, called = '', value = ''] = /^([^:]{1,40}):\s*(\S.*)$/.exec(line) ?? spaced(line)
  if (called === '' || /^https?$/i.test(called)) return false
  const label = labelOf(called)
  // A label nobody knows is one of the shop's own questions, once there is a thing to ask about.
  if (label === null) return draft.items.length > 0 && draft.addWish(called, value)
  return takeValue(draft, label, called, value)
}

/** "Quantity 2", as pages show it when they are copied. */
const spaced = (line: string): string[] => /^(quantity|qty|menge|anzahl|order)\s+#?(\d[\w-]*)$/i.exec(line) ?? []

function takeValue(draft: Drafting, label: Label, called: string, value: string): boolean {
  switch (label) {
    case 'order':
      return draft.setLabel(value)
    case 'customer':
    case 'address':
      return draft.setName(value)
    case 'email':
      return takeEmail(draft, value)
    case 'item':
      return takeCounted(draft, value) || draft.addItem(value)
    case 'quantity':
      return draft.setQuantity(value)
    case 'due':
      return draft.setDue(value)
    case 'wish':
      return draft.addWish(called, value)
    case 'money':
      return true
  }
}

function takeSentence(draft: Drafting, line: string): boolean {
  if (takeCounted(draft, line)) return true
  const number = ORDER.exec(line)?.[1]
  const day = DUE.exec(line)?.[1]
  const took = [
    number !== undefined && draft.setLabel(number),
    day !== undefined && draft.setDue(day.replace(/[.!,]+$/, '')),
    takeEmail(draft, line),
  ]
  return took.includes(true)
}

function takeCounted(draft: Drafting, line: string): boolean {
  const before = COUNTED.exec(line)
  if (before) return draft.addItem(before[2] ?? '', Number(before[1]) || 1)
  const after = COUNTED_AFTER.exec(line)
  return after ? draft.addItem(after[1] ?? '', Number(after[2]) || 1) : false
}

/** The marketplace's own addresses are nobody's customer. */
function takeEmail(draft: Drafting, line: string): boolean {
  const found = EMAIL.exec(line)?.[0]
  return found !== undefined && !/@(.+\.)?etsy\.com$/i.test(found) && draft.setEmail(found)
}
