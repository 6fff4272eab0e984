import type { Ground } from './ground.ts'

/** What came of a fault. Whatever else was measured stands beside it. */
export type Found = {
  acknowledged: number
  lost: number
  honestRefused: number
  /** What was not as it has to be, in words. */
  wrong: string[]
  [measured: string]: unknown
}

export type Fault = {
  fault: string
  /** Left out of the slice for `npm test`. */
  slow?: true
  run(ground: Ground): Promise<Found>
}

/** The names of what is true and must not be. */
export const wrongIn = (complaints: Record<string, boolean>): string[] =>
  Object.entries(complaints).flatMap(([complaint, isTrue]) => (isTrue ? [complaint] : []))

export const isSound = ({ acknowledged, lost, honestRefused, wrong }: Found): boolean =>
  acknowledged > 0 && lost === 0 && honestRefused === 0 && wrong.length === 0
