import type { LineProblem, Mapping, ReadOrder } from '@proofroom/intake'
import { findBrought } from '../orders/index.ts'
import type { InTx } from '../platform/context.ts'
import { type Context, inTransaction } from '../platform/context.ts'
import { invalid } from '../platform/errors.ts'
import { decide, type Here, type Verdict } from './deciding.ts'
import { type FileToRead, type OpenFile, withFile } from './reading/reader.ts'
import { findProducts, type ImportReading } from './store.ts'

export const MOST_LINES = 50_000
const PREVIEWED = 4
const AT_ONCE = 500

export type Look = {
  format: 'etsy' | 'general'
  lines: number
  orders: number
  reading: ImportReading
  problems: LineProblem[]
}

/** The dry run: what the file says and what would become of it, by the same decisions as the run makes. */
export async function lookAt(ctx: Context, file: FileToRead & { encoding: string }): Promise<Look> {
  return withFile(file, async (open) => {
    const { seen } = open
    if (seen.columns.length === 0 || seen.lines === 0)
      throw invalid('import.no_lines', 'There is no line with an order in this file. Its first line names the columns.')
    if (seen.lines > MOST_LINES)
      throw invalid(
        'import.too_many_lines',
        `This file has ${seen.lines.toLocaleString('en')} lines, and ${MOST_LINES.toLocaleString('en')} fit at once. Split it in two.`,
      )
    const { plan, preview, found } = seen.refusal ? NOTHING : await planOf(ctx, open)
    const { columns, mapping, dayOrder, unclearDay, refusal, delimiter } = seen
    return {
      ...{ format: seen.format, lines: seen.lines, orders: seen.orders },
      reading: {
        ...{ mapping, dayOrder, delimiter, columns, unclearDay, refusal, plan, preview },
        encoding: file.encoding,
      },
      problems: [...seen.problems, ...found].sort((a, b) => a.line - b.line),
    }
  })
}

type Planned = { plan: ImportReading['plan']; preview: ImportReading['preview']; found: LineProblem[] }
const NOTHING: Planned = { plan: { created: 0, changed: 0, unchanged: 0, refused: 0 }, preview: [], found: [] }

async function planOf(ctx: Context, open: OpenFile): Promise<Planned> {
  const plan = { ...NOTHING.plan }
  const preview: Planned['preview'] = []
  const found: LineProblem[] = []
  for (let from = 0; from < open.seen.orders; from += AT_ONCE) {
    const orders = await open.orders({ from, count: AT_ONCE })
    const verdicts = await inTransaction({ ...ctx, idempotency: null }, (tx) => decideAll(tx, orders))
    for (const { order, verdict } of verdicts) {
      plan[verdict.kind] += 1
      if ('problems' in verdict) found.push(...verdict.problems)
      if (verdict.kind === 'created' && order.order && preview.length < PREVIEWED) preview.push(previewOf(order.order))
    }
  }
  return { plan, preview, found }
}

/** What becomes of some orders, as the shop is now. */
export async function decideAll(ctx: InTx, orders: ReadOrder[]): Promise<{ order: ReadOrder; verdict: Verdict }[]> {
  const refs = orders.flatMap(({ ref, order }) => (order ? [ref] : []))
  const { before, taken } = await findBrought(ctx, 'csv', refs)
  const products = await findProducts(ctx)
  const here: Here = { before: new Map(before.map((one) => [one.ref, one])), taken, products }
  return orders.map((order) => ({ order, verdict: decide(order, here) }))
}

const previewOf = ({ ref, customer, items, dueOn, tags, isRush }: NonNullable<ReadOrder['order']>) => ({
  ...{ ref, customerName: customer.name, email: customer.email, dueOn, tags, isRush: isRush ?? false },
  items: items.map(({ title, quantity, personalization }) => ({ title, quantity, personalization })),
})

export const mappingOf = ({ mapping }: ImportReading): Mapping => mapping as Mapping
