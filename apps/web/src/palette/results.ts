import type { OrderRowDto } from '@proofroom/contract'
import type { RecentOrder } from './recent.ts'

/** Somewhere to go or something to do, by the words it is found by. */
export type Entry =
  | { kind: 'order'; id: string; order: RecentOrder; row: OrderRowDto | null }
  | { kind: 'person'; id: string; name: string; orders: number }
  | { kind: 'act'; id: string; label: string }

export type Group = { id: 'recent' | 'orders' | 'people' | 'acts'; entries: Entry[] }

const ORDERS = 7
const PEOPLE = 3

export const wordsOf = (query: string): string[] => query.toLowerCase().split(/\s+/).filter(Boolean)

/** Every word begins one of the text's own: "or ne" finds "New order". */
export function matches(text: string, words: string[]): boolean {
  const own = wordsOf(text)
  return words.every((word) => own.some((one) => one.startsWith(word)))
}

const orderEntry = (order: RecentOrder, row: OrderRowDto | null): Entry => ({
  ...{ kind: 'order', order, row },
  id: `order:${order.code}`,
})

/** Customers among what was found, whose own name is what was asked for. */
function peopleOf(rows: OrderRowDto[], words: string[]): Entry[] {
  const counts = new Map<string, number>()
  for (const { customerName } of rows)
    if (matches(customerName, words)) counts.set(customerName, (counts.get(customerName) ?? 0) + 1)
  return [...counts].slice(0, PEOPLE).map(([name, orders]) => ({ kind: 'person', id: `person:${name}`, name, orders }))
}

type Found = { query: string; rows: OrderRowDto[]; recent: RecentOrder[]; acts: { id: string; label: string }[] }

/** What the palette shows: before anything is asked the orders of late and all there is to do, then what matches. */
export function groupsOf({ query, rows, recent, acts }: Found): Group[] {
  const words = wordsOf(query)
  const doable = acts
    .filter((act) => matches(act.label, words))
    .map((act): Entry => ({ kind: 'act', id: `act:${act.id}`, label: act.label }))
  const groups: Group[] =
    words.length === 0
      ? [
          { id: 'recent', entries: recent.map((order) => orderEntry(order, null)) },
          { id: 'acts', entries: doable },
        ]
      : [
          { id: 'orders', entries: rows.slice(0, ORDERS).map((row) => orderEntry(row, row)) },
          { id: 'people', entries: peopleOf(rows, words) },
          { id: 'acts', entries: doable },
        ]
  return groups.filter((group) => group.entries.length > 0)
}
