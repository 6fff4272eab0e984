import type { OrderFilter } from '@proofroom/contract'
import { ListOrdersQuery } from '@proofroom/contract'
import type { Context as HonoContext } from 'hono'
import { type Context, inTransaction } from '../platform/context.ts'
import { invalid } from '../platform/errors.ts'
import type { Env } from '../platform/route.ts'
import { askedOf, type cursorOf, findTable, type TableLine, type Today } from './finding.ts'
import { todayOf } from './list.ts'

/** Orders read at a time: each page is a transaction of its own, so a long export holds nothing. */
const AT_ONCE = 500

const HEADINGS = [
  ...['Order', 'Customer', 'E-mail', 'Title', 'Stands', 'Whose move', 'Why', 'Where', 'Ship by', 'Placed'],
  ...['Tags', 'Rush', 'Gift'],
]

/** The table as it is filtered and sorted, to the last row, as a file. */
export async function answerWithCsv(c: HonoContext<Env>): Promise<Response> {
  const query = ListOrdersQuery.safeParse(c.req.query())
  if (!query.success) throw invalid('input', query.error.issues[0]?.message ?? 'This is no view of the orders.')
  const { after: _, ...filter } = query.data
  const { ctx } = c.var
  const today = await inTransaction(ctx, todayOf)
  const pages = pagesOf(ctx, filter, today)
  const text = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pages.next()
      if (done) controller.close()
      else controller.enqueue(text.encode(value))
    },
    async cancel() {
      await pages.return(undefined)
    },
  })
  return c.body(body, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="orders-${today.day}.csv"`,
    'cache-control': 'no-store',
  })
}

/** A page of rows at a time. It begins with the mark by which spreadsheets know UTF-8. */
async function* pagesOf(ctx: Context, filter: OrderFilter, today: Today): AsyncGenerator<string, void, void> {
  yield `\u{FEFF}${lineOf(HEADINGS)}`
  let after: Parameters<typeof cursorOf>[0] | null = null
  for (;;) {
    const lines: readonly TableLine[] = await inTransaction(ctx, async (tx) =>
      findTable(tx, await askedOf(tx, filter, today), after, AT_ONCE),
    )
    if (lines.length > 0) yield lines.map((line) => lineOf(cellsOf(line))).join('')
    after = lines.at(-1) ?? null
    if (!after || lines.length < AT_ONCE) return
  }
}

const cellsOf = (line: TableLine): string[] => [
  ...[line.label, line.customerName, line.customerEmail ?? '', line.title],
  ...[inWords(line.phase), line.mover, inWords(line.reason)],
  line.places.map(({ place, name }) => name ?? inWords(place)).join(', '),
  ...[line.dueOn ?? '', line.placedAt.slice(0, 10), line.tags.join(', ')],
  ...[line.priority === 'rush' ? 'yes' : '', line.isGift ? 'yes' : ''],
]

const inWords = (code: string) => code.replaceAll('_', ' ')

/** RFC 4180. */
export const lineOf = (cells: string[]): string => `${cells.map(cellOf).join(',')}\r\n`

function cellOf(value: string): string {
  const text = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

/** What a spreadsheet would run as a formula gets a quote before it. */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u
