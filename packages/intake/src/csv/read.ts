import Papa from 'papaparse'
import { withoutApostrophe } from './write.ts'

export type Row = {
  /** As a spreadsheet counts: the heading is line 1, and a cell of several lines is one. */
  line: number
  cells: string[]
}

export type Table = {
  delimiter: Delimiter
  /** Each once: the second "Name" is "Name (2)", a column without one is "Column 3". */
  headings: string[]
  /** Lines with nothing in them are left out. */
  rows: Row[]
  /** Lines whose quotation marks do not fit together: what they say cannot be told apart. */
  broken: number[]
}

const DELIMITERS = [',', ';', '\t'] as const
export type Delimiter = (typeof DELIMITERS)[number]

export function readCsv(text: string): Table {
  const delimiter = delimiterOf(text)
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, header: false, skipEmptyLines: false })
  const [heading = [], ...rest] = data
  const headings = namesOf(heading)
  const rows = rest
    .map((cells, i) => ({ line: i + 2, cells: cells.map((cell) => withoutApostrophe(cell).trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
    .map(({ line, cells }) => ({ line, cells: withoutEmptyEnd(cells, headings.length) }))
  const broken = errors.flatMap(({ type, row }) => (type === 'Quotes' && row !== undefined ? [row + 1] : []))
  return { delimiter, headings, rows, broken }
}

/** Whatever of the three the heading has most of, outside quotation marks. */
function delimiterOf(text: string): Delimiter {
  const counts = new Map<string, number>()
  let quoted = false
  for (const sign of text) {
    if (sign === '"') quoted = !quoted
    else if (quoted) continue
    else if (sign === '\n' || sign === '\r') {
      if (counts.size > 0) break
    } else if (DELIMITERS.includes(sign as Delimiter)) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  }
  const most = (a: Delimiter, b: Delimiter) => ((counts.get(b) ?? 0) > (counts.get(a) ?? 0) ? b : a)
  return DELIMITERS.reduce(most)
}

function namesOf(heading: string[]): string[] {
  const last = heading.findLastIndex((cell) => cell.trim() !== '')
  const seen = new Set<string>()
  return heading.slice(0, last + 1).map((cell, i) => {
    const name = withoutApostrophe(cell).trim().replace(/\s+/g, ' ').slice(0, 80) || `Column ${i + 1}`
    const unique = unused(name, seen)
    seen.add(unique)
    return unique
  })
}

function unused(name: string, seen: Set<string>): string {
  if (!seen.has(name)) return name
  for (let nth = 2; ; nth++) if (!seen.has(`${name} (${nth})`)) return `${name} (${nth})`
}

/** Delimiters that a spreadsheet puts after the last column say nothing. */
function withoutEmptyEnd(cells: string[], wanted: number): string[] {
  let end = cells.length
  while (end > wanted && cells[end - 1] === '') end -= 1
  return cells.slice(0, end)
}
