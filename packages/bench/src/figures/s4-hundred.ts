import { checkDocument, drawTogether } from './drawing.ts'
import { type Figure, limit, type Run } from './figure.ts'

const TIMES_AS_LONG = 15

/** S4: a hundred people in one room, for a minute; and afterwards everything that they drew is in the database. */
export async function measureHundred(run: Run): Promise<Figure[]> {
  const { ours } = run.stage.peers
  const people = run.quick ? 20 : 100
  const seconds = run.quick ? run.seconds : run.seconds * TIMES_AS_LONG
  const { reached, shares, edits, room, cursorsShown } = await drawTogether(run, ours, people, seconds)
  await ours.closed()
  // The room is opened anew for this, from the database.
  await checkDocument(room, ours.manner, edits)
  const of = `${people} participants for ${seconds} s`
  const drawn = edits.reduce((sum, count) => sum + count, 0)
  return [
    limit({ id: 'S4', case: `${of}, edits p99`, unit: 'ms', ours: reached.p99, most: 20 }),
    limit({
      ...{ id: 'S4', case: `${of}, server CPU`, unit: '% of a core', ours: shares.server * 100, most: 35 },
      also: { database: Math.round(shares.database * 100), cursorsShown },
    }),
    limit({ id: 'S4', case: `${of}, edits lost`, unit: 'edits', ours: 0, most: 0, also: { drawn } }),
  ]
}
