import type { Limit } from './stages.ts'

/** What a column holds. Cards whose product has no minutes count as none. */
export type Load = { cards: number; minutes: number }

export const NOTHING: Load = { cards: 0, minutes: 0 }

/** Would the column hold this card, too? An empty one takes any card, or a large one could never be made. L1, L2 */
export function hasRoom(load: Load, limit: Limit | null, minutes: number): boolean {
  if (!limit || load.cards === 0) return true
  return limit.kind === 'cards' ? load.cards + 1 <= limit.count : load.minutes + minutes <= limit.count
}

/** Whether another card of the usual size is refused: the column says so before anybody tries. L3 */
export const isFull = (load: Load, limit: Limit | null): boolean =>
  limit !== null && load.cards > 0 && (limit.kind === 'cards' ? load.cards : load.minutes) >= limit.count

export const plus = (load: Load, minutes: number): Load => ({ cards: load.cards + 1, minutes: load.minutes + minutes })
export const minus = (load: Load, minutes: number): Load => ({ cards: load.cards - 1, minutes: load.minutes - minutes })
