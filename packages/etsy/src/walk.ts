import { EtsyError } from './errors.ts'
import type { Page, Receipt } from './wire.ts'

/** The longest page, and as far as Etsy counts. */
export const MOST_ROWS = 100
const FURTHEST_OFFSET = 12_000
/** Of each page so many are asked for again: they show that the next one begins where it ended. */
const OVERLAP = 10
/** Whoever goes back so often within one second counts rows that nobody keeps in order. */
const MOST_RETURNS = 200

export type Place = { changedSince: Date; offset: number }

/**
 * All receipts changed since then, a page at a time and by their last change, however many there are. Etsy counts no
 * further than some thousands, so where a page ends in a later second the next one begins there. Within a second rows
 * are counted, and one that changes meanwhile leaves it and moves the others up: a page that does not overlap with the
 * one before lies too far on, and the walk goes back. One receipt may come twice.
 */
export async function* walk(
  read: (place: Place) => Promise<Page<Receipt>>,
  since: Date,
): AsyncGenerator<Page<Receipt>> {
  let [changedSince, offset] = [since, 0]
  let before = new Set<string>()
  let [back, returns] = [OVERLAP, 0]
  for (;;) {
    const page = await read({ changedSince, offset })
    const here = namesOf(page)
    if (offset > 0 && !here.some((name) => before.has(name))) {
      if (++returns > MOST_RETURNS) throw new EtsyError('etsy.unreadable', 'Orders change faster than Etsy lists them.')
      // A little at first: what was read already is read again.
      back *= 2
      offset = Math.max(0, offset - back)
      continue
    }
    back = OVERLAP
    yield page
    if (here.length < MOST_ROWS) return
    const reached = lastChange(page)
    if (reached && reached > changedSince) [changedSince, offset, returns] = [reached, 0, 0]
    else offset += here.length - OVERLAP
    before = new Set(here)
    if (offset > FURTHEST_OFFSET)
      throw new EtsyError('etsy.unreadable', 'Too many orders changed in one second for Etsy to list them.')
  }
}

const namesOf = ({ rows, unreadable }: Page<Receipt>): string[] => [
  ...rows.map(({ receipt_id: id }) => id),
  ...unreadable.map(({ raw }) => JSON.stringify(raw)),
]

function lastChange({ rows }: Page<Receipt>): Date | null {
  const last = rows.at(-1)
  return last?.updated_timestamp ?? last?.update_timestamp ?? null
}
