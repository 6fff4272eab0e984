import type { Table } from '../csv/read.ts'
import type { DayOrder } from '../days.ts'
import type { Format, Mapping } from '../words.ts'
import { Cells, Columns } from './cells.ts'
import type { BroughtItem, BroughtOrder, LineProblem, Reading, ReadOrder } from './order.ts'
import { LONGEST, MOST } from './order.ts'
import { readDate, readEmail, readQuantity, readRef, readYes, short, tooLong } from './values.ts'
import { readLines, withoutHtml } from './words-on-it.ts'

export type Settings = { format: Format; mapping: Mapping; dayOrder: DayOrder | null }

/** One line of the file, read. */
type Said = {
  line: number
  ref: string
  customer: string
  email: string | null
  item: BroughtItem
  dueOn: string | null
  placedOn: string | null
  tags: string[]
  isRush: boolean | null
  isGift: boolean | null
  giftNote: string
  cells: Cells
}

const UNCLOSED =
  'A quotation mark here is opened and not closed, or stands inside a text. What follows cannot be told apart: remove it.'

/** The orders of a table. Lines of one number make one order; one bad line keeps its whole order out. */
export function readOrders(table: Table, { format, mapping, dayOrder }: Settings): Reading {
  const columns = new Columns(table.headings, mapping)
  const groups = new Map<string, { lines: number[]; said: Said[]; problems: LineProblem[] }>()
  const broken = new Set(table.broken)
  const alone: LineProblem[] = []
  for (const row of table.rows) {
    const cells = new Cells(row, columns, dayOrder)
    const said = readLine(cells, format)
    if (broken.has(row.line)) cells.refuse(null, 'quote', UNCLOSED)
    if (cells.ref === null) {
      alone.push(...cells.problems)
      continue
    }
    const group = groups.get(cells.ref) ?? { lines: [], said: [], problems: [] }
    groups.set(cells.ref, group)
    group.lines.push(row.line)
    group.said.push(said)
  }
  const orders: ReadOrder[] = []
  const problems = alone
  for (const [ref, { lines, said }] of groups) {
    const order = gather(ref, said)
    const found = said.flatMap(({ cells }) => cells.problems)
    problems.push(...found)
    orders.push({ ref, lines, order: found.length > 0 ? null : order })
  }
  problems.sort((a, b) => a.line - b.line)
  return { rows: table.rows.length, orders, problems }
}

function readLine(cells: Cells, format: Format): Said {
  const ref = readRef(cells)
  cells.ref = ref
  checkWidth(cells)
  const plain = format === 'etsy' ? withoutHtml : (text: string) => text
  return {
    line: cells.line,
    ref: ref ?? '',
    customer: plain(cells.text('customer')).replace(/\s+/g, ' '),
    email: readEmail(cells),
    item: {
      title: readTitle(cells, plain),
      quantity: readQuantity(cells),
      product: cells.text('product') || null,
      personalization: readLines(cells),
    },
    dueOn: readDate(cells, 'due'),
    placedOn: readDate(cells, 'placed'),
    tags: readTags(cells),
    isRush: readYes(cells, 'rush'),
    isGift: readYes(cells, 'gift'),
    giftNote: readGiftNote(cells, plain),
    cells,
  }
}

function checkWidth(cells: Cells): void {
  const wanted = cells.wanted
  if (cells.width === wanted) return
  const how =
    cells.width < wanted
      ? 'Cells are missing at its end'
      : 'A cell too many often comes from a comma or quotation mark inside a text'
  cells.refuse(
    null,
    'ragged',
    `This line has ${cells.width} cells, and the heading has ${wanted}. ${how}: put it right in the spreadsheet.`,
  )
}

function readTitle(cells: Cells, plain: (text: string) => string): string {
  const title = plain(cells.text('item')).replace(/\s+/g, ' ')
  if (title === '') cells.refuse({ word: 'item' }, 'item_missing', 'What did they buy? Write the item’s name.')
  if (title.length > LONGEST.title) cells.refuse({ word: 'item' }, 'too_long', tooLong('An item’s name', LONGEST.title))
  return title
}

function readTags(cells: Cells): string[] {
  const tags = cells
    .text('tags', ',')
    .split(/[,;|]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
  const long = tags.find((tag) => tag.length > MOST.tag)
  if (long) cells.refuse({ word: 'tags' }, 'too_long', tooLong(`The tag “${short(long)}”`, MOST.tag))
  return tags
}

function readGiftNote(cells: Cells, plain: (text: string) => string): string {
  const note = plain(cells.text('gift_note'))
  if (note.length > LONGEST.giftNote)
    cells.refuse({ word: 'gift_note' }, 'too_long', tooLong('A gift note', LONGEST.giftNote))
  return note
}

/** One order of its lines; where they contradict each other, the later line is told. */
function gather(ref: string, said: Said[]): BroughtOrder {
  const [first] = said
  const customer = agreed(said, 'customer', ({ customer }) => customer, 'customers') ?? ''
  const email = agreed(said, 'email', ({ email }) => email ?? '', 'e-mail addresses')
  if (customer === '') first?.cells.refuse({ word: 'customer' }, 'customer_missing', 'Who is it for? Write their name.')
  if (customer.length > LONGEST.name)
    first?.cells.refuse({ word: 'customer' }, 'too_long', tooLong('A name', LONGEST.name))
  if (said.length > MOST.items)
    said[MOST.items]?.cells.refuse(
      null,
      'too_many',
      `An order has at most ${MOST.items} items. Give the others a number of their own.`,
    )
  const tags = [...new Set(said.flatMap((line) => line.tags))]
  if (tags.length > MOST.tags)
    first?.cells.refuse({ word: 'tags' }, 'too_many', `An order has at most ${MOST.tags} tags. Leave some out.`)
  return {
    ref,
    line: first?.line ?? 0,
    customer: { name: customer, email },
    items: said.map(({ item }) => item),
    dueOn: earliest(said.map((line) => line.dueOn)),
    placedOn: earliest(said.map((line) => line.placedOn)),
    tags,
    isRush: either(said.map((line) => line.isRush)),
    isGift: either(said.map((line) => line.isGift)),
    giftNote: said.map((line) => line.giftNote).find((note) => note !== '') ?? null,
  }
}

function agreed(said: Said[], word: 'customer' | 'email', of: (line: Said) => string, what: string): string | null {
  const first = said.find((line) => of(line) !== '')
  if (!first) return null
  for (const line of said) {
    if (of(line) === '' || of(line).toLowerCase() === of(first).toLowerCase()) continue
    const reason = `Line ${first.line} has another one for the same order: an order has no two ${what}. Write the same in both.`
    line.cells.refuse({ word }, 'disagrees', reason)
  }
  return of(first)
}

const earliest = (days: (string | null)[]): string | null => {
  const [first = null] = days.filter((day) => day !== null).sort()
  return first
}

const either = (said: (boolean | null)[]): boolean | null => {
  const known = said.filter((one) => one !== null)
  return known.length === 0 ? null : known.includes(true)
}
