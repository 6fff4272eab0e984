import { compare, type Figure, type Run } from './figure.ts'
import { middleOf, roundsOf } from './rounds.ts'

/** S2: how long it takes until whoever drew is told that it is safe. Hocuspocus says so from memory. */
export async function measureAcknowledgement(run: Run, people: number): Promise<Figure[]> {
  const { ours, committing, hocuspocus } = await roundsOf(run, people)
  return [
    compare({
      ...{ id: 'S2', case: `${people} participants, p50`, unit: 'ms' },
      values: middleOf({ ours, committing, hocuspocus }, ({ acknowledged }) => acknowledged.p50),
      limits: [{ times: 1.5, peer: 'committing' }],
    }),
  ]
}
