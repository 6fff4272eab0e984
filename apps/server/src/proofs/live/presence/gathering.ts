/** Up to so many in a room everybody hears of each movement at once. */
const FEW = 16
const LONGEST_MS = 33
const MS_PER_PERSON = 2

/**
 * How long cursors gather before they are sent on. Each of N people is told of the other N: the only cost of a room that
 * grows with the square, so a crowded one hears of all movements of a moment at once.
 */
export const windowMs = (people: number): number => Math.min(LONGEST_MS, Math.max(0, people - FEW) * MS_PER_PERSON)

/** Up to so many in a room everybody gets each commit at once. */
const MANY = 50
const LONGEST_PAUSE_MS = 12
const PAUSE_MS_PER_PERSON = 0.25

/**
 * How long after one piece of edits the next one leaves at the earliest. An edit after a moment of quiet waits for
 * nothing; where a crowd draws at once, what counts is how often each of its sockets is written to.
 */
export const pauseMs = (people: number): number =>
  Math.min(LONGEST_PAUSE_MS, Math.max(0, people - MANY) * PAUSE_MS_PER_PERSON)
