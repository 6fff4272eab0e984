export type BroughtItem = {
  title: string
  quantity: number
  /** The shop's own kind of thing, by its name. */
  product: string | null
  personalization: { name: string; value: string }[]
}

/** An order as a file says it. What the file does not say is null, or empty. */
export type BroughtOrder = {
  /** Its number where it comes from. */
  ref: string
  /** The first line that speaks of it. */
  line: number
  customer: { name: string; email: string | null }
  items: BroughtItem[]
  dueOn: string | null
  placedOn: string | null
  tags: string[]
  isRush: boolean | null
  isGift: boolean | null
  giftNote: string | null
}

/** A line that keeps its order out, and what to do about it. */
export type LineProblem = {
  line: number
  /** The column's heading; null where the whole line is meant. */
  column: string | null
  order: string | null
  code: string
  reason: string
}

/** An order of the file: whole, or out because of one of its lines. */
export type ReadOrder = { ref: string; lines: number[]; order: BroughtOrder | null }

export type Reading = {
  /** Lines with something in them, beside the heading. */
  rows: number
  /** In the file's own order: by this an import that was interrupted knows where it was. */
  orders: ReadOrder[]
  problems: LineProblem[]
}

/** As long as an order's own words may be (packages/contract). */
export const LONGEST = { ref: 40, name: 120, email: 200, title: 160, lineName: 80, lineValue: 500, giftNote: 1000 }
export const MOST = { items: 50, lines: 40, quantity: 9999, tags: 20, tag: 40 }
