import { setTimeout as pause } from 'node:timers/promises'
import { Crowd } from './crowd.ts'
import { type Fault, type Found, wrongIn } from './fault.ts'
import type { Ground, Standing } from './ground.ts'
import { freeze } from './postmaster.ts'

/** How the database is away: begins it, and returns what ends it. */
type Absence = { how: string; begin(standing: Standing): () => void }

const ABSENCES: Absence[] = [
  {
    how: 'connections reset, new ones too',
    begin({ network }) {
      network.down()
      return () => network.up()
    },
  },
  {
    how: 'silence, then what was sent arrives',
    begin({ network }) {
      network.hold()
      return () => network.up()
    },
  },
  {
    how: 'silence, and its connections stay dead',
    begin({ network }) {
      network.lose()
      return () => network.up()
    },
  },
  { how: 'PostgreSQL stands still', begin: ({ scene }) => freeze(scene.postgres) },
]

/** Acknowledgements of what was written before may still be on their way. */
const LAST_WORDS_MS = 500
const DRAWN_MS = 1_500
const BACK_MS = 60_000
const DRAINED_MS = 10_000

async function away(ground: Ground, seconds: number, { begin }: Absence): Promise<Found> {
  const standing = await ground.fresh()
  const crowd = await Crowd.draw(standing.scene)
  try {
    await pause(DRAWN_MS)
    const end = begin(standing)
    await pause(LAST_WORDS_MS)
    const before = crowd.acknowledged
    await pause(seconds * 1_000 - LAST_WORDS_MS)
    const acknowledgedMeanwhile = crowd.acknowledged - before
    const came = performance.now()
    end()
    crowd.rest()
    await crowd.isBack(BACK_MS)
    const drainedMs = Math.round(performance.now() - came)
    const account = await crowd.account()
    const wrong = wrongIn({
      'acknowledged without a database': acknowledgedMeanwhile > 0,
      'not drained in 10 s': drainedMs > DRAINED_MS,
      'not everybody came back': account.notBack > 0,
    })
    return { ...account, acknowledgedMeanwhile, drainedMs, closes: crowd.closes.length, wrong }
  } finally {
    crowd.leave()
  }
}

/** The database away, in each way, for a moment and for longer than an edit may wait. */
export const awayFaults = (quick: boolean): Fault[] =>
  (quick ? [1.5] : [3, 30]).flatMap((seconds) =>
    ABSENCES.map((absence) => ({
      fault: `database away ${seconds} s: ${absence.how}`,
      run: (ground: Ground) => away(ground, seconds, absence),
    })),
  )
