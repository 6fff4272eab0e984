import type { Row } from '../csv/read.ts'
import type { DayOrder } from '../days.ts'
import type { Mapping, Word } from '../words.ts'
import type { LineProblem } from './order.ts'

/** A line of the file, asked by our words; what is wrong with it is gathered. */
export class Cells {
  readonly line: number
  readonly problems: LineProblem[] = []
  readonly dayOrder: DayOrder | null
  ref: string | null = null
  readonly #cells: string[]
  readonly #columns: Columns

  constructor({ line, cells }: Row, columns: Columns, dayOrder: DayOrder | null) {
    this.line = line
    this.#cells = cells
    this.#columns = columns
    this.dayOrder = dayOrder
  }

  get width(): number {
    return this.#cells.length
  }

  /** As many as the heading has. */
  get wanted(): number {
    return this.#columns.headings.length
  }

  /** Every column that is this word and has something in it. */
  all(word: Word): { heading: string; text: string }[] {
    return this.#columns
      .of(word)
      .map(({ heading, at }) => ({ heading, text: this.#cells[at] ?? '' }))
      .filter(({ text }) => text !== '')
  }

  /** What the columns of this word say together. */
  text(word: Word, glue = ' '): string {
    return this.all(word)
      .map(({ text }) => text)
      .join(glue)
  }

  isAsked(word: Word): boolean {
    return this.#columns.of(word).length > 0
  }

  /** `where` is a word, whose column is named, or a heading, or the whole line. */
  refuse(where: { word: Word } | { heading: string } | null, code: string, reason: string): void {
    const column = where === null ? null : 'heading' in where ? where.heading : this.#headingOf(where.word)
    this.problems.push({ line: this.line, column, order: this.ref, code, reason })
  }

  #headingOf(word: Word): string | null {
    return this.all(word)[0]?.heading ?? this.#columns.of(word)[0]?.heading ?? null
  }
}

/** Where our words stand in the file. */
export class Columns {
  readonly headings: readonly string[]
  readonly #byWord = new Map<Word, { heading: string; at: number }[]>()

  constructor(headings: readonly string[], mapping: Mapping) {
    this.headings = headings
    for (const [at, heading] of headings.entries()) {
      const word = mapping[heading] ?? 'ignore'
      this.#byWord.set(word, [...this.of(word), { heading, at }])
    }
  }

  of(word: Word): { heading: string; at: number }[] {
    return this.#byWord.get(word) ?? []
  }
}
