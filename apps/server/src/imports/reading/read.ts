import {
  type DayOrder,
  dayOrderOf,
  type Format,
  formatOf,
  type LineProblem,
  type Mapping,
  mappingProblem,
  type ReadOrder,
  readCsv,
  readOrders,
  suggestMapping,
  type Table,
  WORDS,
  type Word,
} from '@proofroom/intake'
import type { FileToRead } from './reader.ts'

/** What a file showed, besides its orders. */
export type Seen = {
  format: Format
  delimiter: string
  columns: { heading: string; samples: string[] }[]
  mapping: Mapping
  dayOrder: DayOrder | null
  unclearDay: string | null
  refusal: { code: string; message: string } | null
  lines: number
  orders: number
  problems: LineProblem[]
}

const SAMPLES = 3
const SAMPLE_LETTERS = 60

export function readFile({ text, mapping: wanted, dayOrder: chosen }: FileToRead): { seen: Seen; orders: ReadOrder[] } {
  const table = readCsv(text)
  const format = formatOf(table.headings)
  const mapping = wantedMapping(table.headings, suggestMapping(table.headings, format), wanted)
  const days = dayOrderOf(datesOf(table, mapping))
  const wrong = mappingProblem(mapping) !== null
  // One question at a time: which columns hold dates may change yet.
  const unclearDay = days.needed && chosen === null && !wrong ? days.example : null
  const dayOrder = chosen ?? (days.needed ? null : days.order)
  const refusal = refusalOf(mapping, unclearDay)
  const reading = wrong
    ? { rows: table.rows.length, orders: [], problems: [] }
    : readOrders(table, { format, mapping, dayOrder })
  const { delimiter } = table
  const { rows: lines, orders, problems } = reading
  const columns = table.headings.map((heading, at) => ({ heading, samples: samplesOf(table, at) }))
  const seen = { format, delimiter, columns, mapping, dayOrder: chosen, unclearDay, refusal, lines, problems }
  return { seen: { ...seen, orders: orders.length }, orders }
}

function wantedMapping(headings: string[], suggested: Mapping, wanted: Mapping | null): Mapping {
  return Object.fromEntries(headings.map((heading) => [heading, wanted?.[heading] ?? suggested[heading] ?? 'ignore']))
}

function datesOf({ headings, rows }: Table, mapping: Mapping): string[] {
  const at = [...headings.entries()].filter(([, heading]) => ['due', 'placed'].includes(mapping[heading] ?? ''))
  return rows.flatMap(({ cells }) => at.map(([i]) => cells[i] ?? ''))
}

function samplesOf({ rows }: Table, at: number): string[] {
  const samples = new Set<string>()
  for (const { cells } of rows) {
    const cell = cells[at]
    if (cell) samples.add(cell.length > SAMPLE_LETTERS ? `${cell.slice(0, SAMPLE_LETTERS - 1)}…` : cell)
    if (samples.size === SAMPLES) break
  }
  return [...samples]
}

const CALLED: Record<Word, string> = Object.assign(
  Object.fromEntries(WORDS.map((word) => [word, word.replace('_', ' ')])) as Record<Word, string>,
  { order: 'order number', due: 'ship-by date', placed: 'day of the order', email: 'e-mail address' },
)

function refusalOf(mapping: Mapping, unclearDay: string | null): Seen['refusal'] {
  const problem = mappingProblem(mapping)
  if (problem?.code === 'missing')
    return { code: 'import.column_missing', message: `Which column is the ${CALLED[problem.word]}? Choose it below.` }
  if (problem) {
    const columns = problem.headings.map((heading) => `“${heading}”`).join(' and ')
    const message = `${columns} cannot both be the ${CALLED[problem.word]}. Choose one of them.`
    return { code: 'import.column_twice', message }
  }
  if (unclearDay === null) return null
  const message = `“${unclearDay}” can be read two ways. Say whether the day or the month comes first.`
  return { code: 'import.days_unclear', message }
}
