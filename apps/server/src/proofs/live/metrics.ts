const BOUNDS = [1, 2, 5, 10, 20, 50, 100, 250, 1_000, 5_000, 20_000] as const

export type Histogram = { bounds: readonly number[]; counts: number[]; sum: number; count: number }

export type LiveMetrics = {
  rooms: number
  connections: number
  /** Other live processes that are heard. */
  neighbours: number
  /** Edits committed to the journal. */
  edits: number
  /** Milliseconds from an edit's arrival to its commit. `counts` has one more for what is above the last bound. */
  acknowledgement: Histogram
  /** Edits waiting for the database. */
  queue: number
  /** How long the oldest of them has waited. */
  queueAgeMs: number
  refusals: number
  /** Refusals by code. */
  refused: Record<string, number>
}

export type Counters = { edits: number; refused: Record<string, number>; acknowledgement: Histogram }

export const createCounters = (): Counters => ({
  edits: 0,
  refused: {},
  acknowledgement: { bounds: BOUNDS, counts: new Array(BOUNDS.length + 1).fill(0), sum: 0, count: 0 },
})

export function observe(histogram: Histogram, ms: number): void {
  const found = histogram.bounds.findIndex((bound) => ms <= bound)
  const slot = found === -1 ? histogram.bounds.length : found
  histogram.counts[slot] = (histogram.counts[slot] ?? 0) + 1
  histogram.sum += ms
  histogram.count += 1
}
