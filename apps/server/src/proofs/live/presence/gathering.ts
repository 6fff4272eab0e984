/** Up to so many in a room everybody hears of each movement at once. */
const FEW = 16
const LONGEST_MS = 33
const MS_PER_PERSON = 2

/**
 * How long cursors gather before they are sent on. Each of N people is told of the other N: the only cost of a room that
 * grows with the square, so a crowded one hears of all movements of a moment at once.
 */
export const windowMs = (people: number): number => Math.min(LONGEST_MS, Math.max(0, people - FEW) * MS_PER_PERSON)
