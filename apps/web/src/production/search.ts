/** What the board shows, as it stands in the address: a link shows the same. */
export type BoardSearch = {
  q?: string
  product?: string
  /** A member's id, `me` or `nobody`. */
  who?: string
  tag?: string
  late?: true
  rush?: true
  /** `product`, `due`, `assignee`, or `answer:` and what the customer was asked. */
  group?: string
  /** Which place a phone shows. */
  at?: string
}

const TEXTS = ['q', 'product', 'who', 'tag', 'at'] as const
const LONGEST = 120

export function readBoardSearch(search: Record<string, unknown>): BoardSearch {
  const found: BoardSearch = {}
  for (const key of TEXTS) {
    const words = textOf(search[key])
    if (words) found[key] = words
  }
  for (const key of ['late', 'rush'] as const) if (search[key] === true || search[key] === 'true') found[key] = true
  const group = textOf(search.group)
  if (group && (GROUPS.has(group) || group.startsWith(ANSWER))) found.group = group
  return found
}

/** Groups the cards by what the customer answered to this. */
export const ANSWER = 'answer:'
const GROUPS = new Set(['product', 'due', 'assignee'])

function textOf(value: unknown): string | null {
  const words = typeof value === 'number' ? String(value) : value
  return typeof words === 'string' && words !== '' ? words.slice(0, LONGEST) : null
}

const FILTERS = ['q', 'product', 'who', 'tag', 'late', 'rush'] as const

/** How many of them hide something. */
export const filtersIn = (search: BoardSearch): number => FILTERS.filter((key) => search[key] !== undefined).length

/** The same view with every card in it. */
export const withoutFilters = ({ group, at }: BoardSearch): BoardSearch => ({
  ...(group && { group }),
  ...(at && { at }),
})
