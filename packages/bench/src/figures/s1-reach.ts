import { compare, type Figure, type Run } from './figure.ts'
import { middleOf, roundsOf } from './rounds.ts'

/** S1: how long it takes an edit to reach each of the others, its commit included. */
export async function measureReach(run: Run, people: number): Promise<Figure[]> {
  const rounds = await roundsOf(run, people)
  const limits = { p50: 1.25, p95: 1.5 } as const
  return (['p50', 'p95'] as const).map((share) =>
    compare({
      ...{ id: 'S1', case: `${people} participants, ${share}`, unit: 'ms' },
      values: middleOf(rounds, ({ reached }) => reached[share] ?? Number.NaN),
      limits: [{ times: limits[share], peer: 'committing' }],
    }),
  )
}
