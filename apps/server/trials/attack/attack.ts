import type { Intruder } from './intruder.ts'
import type { Stage } from './stage.ts'

/** How often it was tried in one run, and how often the server did what its rules say. */
export type Tally = { tries: number; refused: number }

export type Attack = {
  kind: string
  /** Left out of the slice for `npm test`. */
  slow?: true
  /** Disturbs no other attack of its family: the slice tries several at once. */
  together?: true
  run(stage: Stage): Promise<Tally>
}

/** A try for each; all at once. */
export async function tally(tries: Promise<boolean>[]): Promise<Tally> {
  const outcomes = await Promise.all(tries)
  return { tries: outcomes.length, refused: outcomes.filter(Boolean).length }
}

const REFUSED = 4422

/** The sender is closed for it, and it is on record. */
export async function isRefused(stage: Stage, intruder: Intruder): Promise<boolean> {
  return (await intruder.closed()) && intruder.code === REFUSED && (await stage.isRecorded(intruder))
}
