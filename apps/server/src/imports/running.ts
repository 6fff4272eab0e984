import type { ReadOrder } from '@proofroom/intake'
import { type BroughtOrder, bringOrders, changeBrought } from '../orders/index.ts'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { postgresCode } from '../platform/errors.ts'
import { announce, record } from '../platform/events/record.ts'
import { FOUND_HERE, type Verdict } from './deciding.ts'
import { decideAll, mappingOf } from './looking.ts'
import { type OpenFile, withFile } from './reading/reader.ts'
import {
  deleteProblemsOf,
  type ImportFacts,
  insertProblems,
  loadContent,
  loadImport,
  lockImport,
  writeImport,
} from './store.ts'

/** Some orders a transaction: each is in or out whole, and how far it is stands in the same transaction. */
const AT_ONCE = 50
/** Lines of these orders together, at most. */
const LINES_AT_ONCE = 400

/**
 * Runs an import from where it is to its end, or until somebody stops it. Killed between any two statements it is as if
 * the last transaction had not begun; run twice at once, one waits for the other and goes on behind it.
 */
export async function runToEnd(ctx: Context, id: string): Promise<void> {
  const begun = await inTransaction(ctx, async (tx) => {
    const row = await loadImport(tx, id)
    return row.state === 'running' ? { row, text: await loadContent(tx, id) } : null
  })
  if (!begun) return
  const { reading } = begun.row
  const file = { text: begun.text, mapping: mappingOf(reading), dayOrder: reading.dayOrder }
  await withFile(file, async (open) => {
    let at: number | null = begun.row.done
    while (at !== null) at = await runSome(ctx, id, open, at)
  })
}

/** Where it is afterwards; null when there is nothing more to do here. */
async function runSome(ctx: Context, id: string, open: OpenFile, from: number): Promise<number | null> {
  const orders = fitting(await open.orders({ from, count: AT_ONCE }))
  return again(() =>
    inTransaction(ctx, async (tx) => {
      const row = await lockImport(tx, id)
      if (row.state !== 'running') return null
      // Somebody else went on with it meanwhile: the next orders are others.
      if (row.done !== from) return row.done
      const counts = await bring(tx, id, orders)
      const done = from + orders.length
      if (done < row.orders) {
        await writeImport(tx, id, { done, ...sum(row, counts) })
        await announce(tx, { type: 'import.moved', subjectId: id })
        return done
      }
      await finish(tx, row, { done, ...sum(row, counts) })
      return null
    }),
  )
}

function fitting(orders: ReadOrder[]): ReadOrder[] {
  let lines = 0
  const over = orders.findIndex((order, i) => {
    lines += order.lines.length
    return i > 0 && lines > LINES_AT_ONCE
  })
  return over < 0 ? orders : orders.slice(0, over)
}

type Counts = Record<Verdict['kind'], number>

async function bring(ctx: InTx, id: string, orders: ReadOrder[]): Promise<Counts> {
  const counts: Counts = { created: 0, changed: 0, unchanged: 0, refused: 0 }
  const verdicts = (await decideAll(ctx, orders)).map(({ verdict }) => verdict)
  const data = { importId: id }
  const created: BroughtOrder[] = []
  for (const verdict of verdicts) {
    counts[verdict.kind] += 1
    if (verdict.kind === 'created') created.push(verdict.order)
    if (verdict.kind === 'changed') await changeBrought(ctx, verdict.id, verdict.change, { hash: verdict.hash, data })
  }
  if (created.length > 0) await bringOrders(ctx, created, data)
  const refs = orders.map(({ ref }) => ref)
  await deleteProblemsOf(ctx, id, refs, FOUND_HERE)
  await insertProblems(
    ctx,
    id,
    verdicts.flatMap((verdict) => ('problems' in verdict ? verdict.problems : [])),
  )
  return counts
}

const sum = (row: ImportFacts, counts: Counts): Counts => ({
  created: row.created + counts.created,
  changed: row.changed + counts.changed,
  unchanged: row.unchanged + counts.unchanged,
  refused: row.refused + counts.refused,
})

async function finish(ctx: InTx, { id }: ImportFacts, counts: Counts & { done: number }): Promise<void> {
  await writeImport(ctx, id, { ...counts, state: 'done', finishedAt: ctx.platform.now() })
  await record(ctx, { type: 'import.finished', subjectId: id, data: counts })
}

const TRIES = 3

/** Somebody gave one of the numbers away between the looking and the writing: looked at again, it is told. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === TRIES || postgresCode(error) !== '23505') throw error
    }
  }
}
