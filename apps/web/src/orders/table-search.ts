import type { OrderFilter, OrderSort } from '@proofroom/contract'

/** What the address of the table says. The same words go to the server. */
export type OrdersSearch = { -readonly [K in keyof OrderFilter]?: NonNullable<OrderFilter[K]> }

/** Written here again: the address is read before the contract's schemas are loaded. */
const SORTS: readonly OrderSort[] = ['placed', 'due', 'customer', 'order', 'since']

const CHOICES: Partial<Record<keyof OrdersSearch, readonly string[]>> = {
  move: ['yours', 'waiting', 'making', 'held', 'closed'],
  phase: ['in_design', 'proof_out', 'approved', 'in_production', 'ready', 'shipped', 'delivered', 'cancelled'],
  due: ['late', 'today', 'week', 'none'],
  rush: ['yes'],
  gift: ['yes'],
  sort: SORTS,
  dir: ['asc', 'desc'],
}
const DAYS = ['dueFrom', 'dueTo', 'placedFrom', 'placedTo'] as const
const IDS = ['product', 'assignee', 'customer'] as const

/** Whatever somebody typed into the address: what is none of ours is left out. */
export function readOrdersSearch(search: Record<string, unknown>): OrdersSearch {
  const found: Record<string, string> = {}
  const take = (name: string, fits: (value: string) => boolean) => {
    const raw = search[name]
    const value = typeof raw === 'number' ? String(raw) : raw
    if (typeof value === 'string' && value !== '' && fits(value)) found[name] = value
  }
  for (const [name, values] of Object.entries(CHOICES)) take(name, (value) => values.includes(value))
  for (const name of DAYS) take(name, (value) => /^\d{4}-\d\d-\d\d$/.test(value))
  for (const name of IDS) take(name, (value) => /^[0-9a-f-]{36}$/.test(value))
  for (const name of ['q', 'tag']) take(name, (value) => value.length <= 100)
  return found as OrdersSearch
}

export const searchText = (search: OrdersSearch): string =>
  new URLSearchParams(search as Record<string, string>).toString()

/** How many things it is filtered by, the search and the sort left aside. */
export function filtersOf(search: OrdersSearch): (keyof OrdersSearch)[] {
  const { q: _, sort: __, dir: ___, ...filters } = search
  return Object.keys(filters) as (keyof OrdersSearch)[]
}

export const directionOf = ({ sort = 'placed', dir }: OrdersSearch): 'asc' | 'desc' =>
  dir ?? (sort === 'placed' ? 'desc' : 'asc')

/** What pressing a column's head asks for: this column, or the other way round where it is this one already. */
export function sortedBy(search: OrdersSearch, sort: OrderSort): OrdersSearch {
  const { sort: before = 'placed', dir: _, ...rest } = search
  if (before !== sort) return sort === 'placed' ? rest : { ...rest, sort }
  const dir = directionOf(search) === 'asc' ? 'desc' : 'asc'
  return { ...rest, ...(sort === 'placed' ? {} : { sort }), dir }
}

/** Views that every shop has. */
export const READY_MADE = [
  ['late', { due: 'late', sort: 'due' }],
  ['week', { due: 'week', sort: 'due' }],
  ['waiting', { move: 'waiting', sort: 'since' }],
  ['held', { move: 'held' }],
  ['rush', { rush: 'yes', sort: 'due' }],
] as const satisfies readonly (readonly [string, OrdersSearch])[]

/** Whether two addresses show the same, in whatever order they say it. */
export const isSameView = (one: OrdersSearch, other: OrdersSearch): boolean => sorted(one) === sorted(other)
const sorted = (search: OrdersSearch) => JSON.stringify(Object.entries(search).sort(([a], [b]) => (a < b ? -1 : 1)))
