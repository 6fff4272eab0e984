import type { CardDto } from '@proofroom/contract'
import type { Place } from '@proofroom/workflow'
import type { Lane } from './lanes.ts'

/** Heights are known beforehand, so that a thousand cards are laid out without one of them being on the page. */
export type Spot = { card: CardDto; top: number; height: number }
export type Cell = { place: Place; spots: Spot[] }
export type LaneLayout = { lane: Lane; top: number; height: number; cells: Cell[] }
export type Layout = { lanes: LaneLayout[]; height: number }

export type Sizes = { card: number; line: number; gap: number; head: number; end: number }

/** As board.css draws them. */
export const WIDE: Sizes = { card: 94, line: 33, gap: 8, head: 40, end: 16 }
export const NARROW: Sizes = { card: 124, line: 41, gap: 10, head: 44, end: 16 }

/** Does the card have its second line: what is out of the ordinary about it? */
export const hasLine = ({ held, isRush, isGift, isOverridden, unread }: CardDto): boolean =>
  held !== null || isRush || isGift || isOverridden || unread > 0

export function layoutOf(
  lanes: Lane[],
  places: Place[],
  { sizes, heightOf }: { sizes: Sizes; heightOf: (card: CardDto) => number },
): Layout {
  let top = 0
  const hasHeads = lanes.length > 1 || lanes[0]?.key !== 'all'
  const placed = lanes.map((lane) => {
    const head = hasHeads ? sizes.head : 0
    const cells = places.map((place) => stack(lane.cards, place, { head, gap: sizes.gap, heightOf }))
    const tallest = Math.max(head, ...cells.map(({ end }) => end))
    const height = tallest + sizes.end
    const found: LaneLayout = { lane, top, height, cells: cells.map(({ cell }) => cell) }
    top += height
    return found
  })
  return { lanes: placed, height: top }
}

function stack(
  cards: CardDto[],
  place: Place,
  { head, gap, heightOf }: { head: number; gap: number; heightOf: (card: CardDto) => number },
): { cell: Cell; end: number } {
  let end = head
  const spots: Spot[] = []
  for (const card of cards) {
    if (card.place !== place) continue
    const height = heightOf(card)
    spots.push({ card, top: end, height })
    end += height + gap
  }
  return { cell: { place, spots }, end }
}

/** What of a cell lies between two heights of its lane; and `always`, where it is in the cell, since it has the focus. */
export function spotsBetween({ spots }: Cell, from: number, to: number, always: string | null): Spot[] {
  const first = firstEndingAfter(spots, from)
  let last = first
  while (last < spots.length && (spots[last]?.top ?? to) < to) last++
  const seen = spots.slice(first, last)
  const kept = always ? spots.findIndex((spot) => spot.card.id === always) : -1
  const one = spots[kept]
  if (!one || (kept >= first && kept < last)) return seen
  return kept < first ? [one, ...seen] : [...seen, one]
}

function firstEndingAfter(spots: Spot[], height: number): number {
  let [low, high] = [0, spots.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const spot = spots[middle]
    if (spot && spot.top + spot.height < height) low = middle + 1
    else high = middle
  }
  return low
}

export type At = { lane: number; column: number; row: number; top: number; height: number }

/** Where a card is, for the arrows and for scrolling it into sight. */
export function findCard({ lanes }: Layout, id: string): At | null {
  for (const [lane, { cells, top }] of lanes.entries())
    for (const [column, { spots }] of cells.entries()) {
      const row = spots.findIndex((spot) => spot.card.id === id)
      const spot = spots[row]
      if (spot) return { lane, column, row, top: top + spot.top, height: spot.height }
    }
  return null
}

export type Arrow = 'up' | 'down' | 'left' | 'right'

/** The card that an arrow leads to: through the lanes up and down, to the nearest card in the next column that has one. */
export function neighbour(layout: Layout, id: string, arrow: Arrow): string | null {
  const at = findCard(layout, id)
  if (!at) return null
  if (arrow === 'up' || arrow === 'down') {
    const column = columnOf(layout, at.column)
    const here = column.findIndex((spot) => spot.id === id)
    return column[here + (arrow === 'down' ? 1 : -1)]?.id ?? null
  }
  const step = arrow === 'right' ? 1 : -1
  const columns = layout.lanes[0]?.cells.length ?? 0
  for (let column = at.column + step; column >= 0 && column < columns; column += step) {
    const near = nearest(columnOf(layout, column), at.top)
    if (near) return near
  }
  return null
}

const columnOf = ({ lanes }: Layout, column: number) =>
  lanes.flatMap(({ cells, top }) =>
    (cells[column]?.spots ?? []).map((spot) => ({ id: spot.card.id, top: top + spot.top })),
  )

function nearest(spots: { id: string; top: number }[], top: number): string | null {
  const [first, ...others] = spots
  if (!first) return null
  return others.reduce((a, b) => (Math.abs(b.top - top) < Math.abs(a.top - top) ? b : a), first).id
}

/** The cards from one to another of the same column, both included; the second alone when they are in two. */
export function rangeOf(layout: Layout, from: string, to: string): string[] {
  const [a, b] = [findCard(layout, from), findCard(layout, to)]
  if (!a || !b || a.column !== b.column) return [to]
  const ids = columnOf(layout, b.column).map((spot) => spot.id)
  const [first, last] = [ids.indexOf(from), ids.indexOf(to)].toSorted((x, y) => x - y)
  return ids.slice(first, (last ?? 0) + 1)
}
