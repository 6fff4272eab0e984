import { compare, type Figure, type Limit, type Run, round3 } from './figure.ts'
import { middleOf, roundsOf } from './rounds.ts'

const LIMITS: Record<number, Limit[]> = {
  2: [{ times: 1, peer: 'hocuspocus' }],
  10: [{ times: 1, peer: 'hocuspocus' }],
  50: [
    { times: 1, peer: 'hocuspocus' },
    { times: 0.6, peer: 'relay' },
  ],
  100: [{ times: 0.3, peer: 'relay' }],
}

/**
 * S3: what a message costs the server: its process' CPU time, user and system, divided by edits and cursors sent and
 * again by the others they were meant for. Frames are not counted, so that gathering several in one is a saving.
 */
export async function measureCpu(run: Run, people: number): Promise<Figure[]> {
  const rounds = await roundsOf(run, people)
  const { ours: databaseShare = Number.NaN } = middleOf(rounds, ({ shares }) => shares.database)
  const { ours: cursorsShown = Number.NaN } = middleOf(rounds, (drawing) => drawing.cursorsShown)
  return [
    compare({
      ...{ id: 'S3', case: `${people} participants`, unit: 'µs a message' },
      values: middleOf(rounds, ({ cpuPerMessage }) => cpuPerMessage * 1e6),
      limits: LIMITS[people] ?? [],
      also: { databaseShare: round3(databaseShare), cursorsShown: round3(cursorsShown) },
    }),
  ]
}
