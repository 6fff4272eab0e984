import type { ReadRange, ReadStruct } from './read-update.ts'
import { refuse } from './refusal.ts'

/**
 * Yjs joins values that followed one another into one struct, but only once they are deleted. Forged living ones could be
 * split and joined again, which ends differently when a journal is replayed in one go.
 */
export function checkSingleValues(structs: readonly ReadStruct[], deletions: readonly ReadRange[]): void {
  const several = structs.filter(({ values }) => values.length > 1)
  if (several.length === 0) return
  const byClient = Map.groupBy(deletions, ({ client }) => client)
  for (const { client, clock, length } of several) {
    const range = rangeBefore(byClient.get(client) ?? [], clock)
    if (range && range.clock + range.length >= clock + length) continue
    refuse('G7', 'several_values', 'The update puts several values under one key at once.')
  }
}

/** The last range that begins at or before the clock. The reader has seen to it that ranges are in order and apart. */
function rangeBefore(ranges: readonly ReadRange[], clock: number): ReadRange | undefined {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle] as ReadRange).clock <= clock) low = middle + 1
    else high = middle
  }
  return ranges[low - 1]
}

/**
 * A client writes under a key without a predecessor once at most; after that it follows itself. Yjs searches the whole
 * history of a key for the place of each such struct, so that twenty thousand of them stop a server for seconds.
 */
export function checkFirsts(structs: readonly ReadStruct[], most: number): void {
  const firsts = new Map<string, number>()
  for (const { key } of structs) {
    if (key === null) continue
    const count = (firsts.get(key) ?? 0) + 1
    firsts.set(key, count)
    if (count > most) refuse('G1', 'too_many_firsts', 'The update begins the same entry over and over.')
  }
}
