import type { ImportProblemsDto } from '@proofroom/contract'
import { readCsv, writeCsv } from '@proofroom/intake'
import { type Context, inTransaction } from '../platform/context.ts'
import { invalid } from '../platform/errors.ts'
import { presentProblemLine } from './present.ts'
import { countProblems, findProblems, loadContent, loadImport } from './store.ts'

const SHOWN = 100

/** What is wrong, by line, some at a time. */
export const getProblems = (ctx: Context, id: string, after?: string): Promise<ImportProblemsDto> =>
  inTransaction(ctx, async (tx) => {
    await loadImport(tx, id)
    const found = await findProblems(tx, id, after === undefined ? undefined : placeOf(after), SHOWN + 1)
    const shown = found.slice(0, SHOWN)
    const last = shown.at(-1)
    return {
      problems: shown.map(presentProblemLine),
      total: await countProblems(tx, id),
      next: found.length > SHOWN && last ? `${last.line}.${last.id}` : null,
    }
  })

function placeOf(after: string): { line: number; id: string } {
  const [, line, id] = /^(\d{1,9})\.([0-9a-f-]{36})$/.exec(after) ?? []
  if (!line || !id) throw invalid('input', 'This is not where a page of problems ends. Begin with the first one.')
  return { line: Number(line), id }
}

const MEANING = ['Line in the file', 'What to do'] as const

/**
 * The lines of every order that stayed out, to be put right and brought again, with what to do at the end of each.
 * Those two columns are ignored when the file comes back.
 */
export async function getBadLines(ctx: Context, id: string): Promise<{ fileName: string; csv: string }> {
  const { row, text, problems } = await inTransaction(ctx, async (tx) => ({
    row: await loadImport(tx, id),
    text: await loadContent(tx, id),
    problems: await findProblems(tx, id),
  }))
  const { headings, rows } = readCsv(text)
  const reasons = Map.groupBy(problems, (problem) => problem.line)
  const refs = new Set(problems.flatMap(({ orderRef }) => orderRef ?? []))
  const at = headings.findIndex((heading) => row.reading.mapping[heading] === 'order')
  const bad = rows.filter(({ line, cells }) => reasons.has(line) || refs.has((cells[at] ?? '').replace(/^#\s*/, '')))
  const width = Math.max(headings.length, ...bad.map(({ cells }) => cells.length))
  const padded = (cells: string[]) => [...cells, ...Array<string>(width - cells.length).fill('')]
  const told = (line: number) =>
    (reasons.get(line) ?? []).map(({ column, reason }) => (column ? `${column}: ${reason}` : reason)).join(' ')
  return {
    fileName: `${row.fileName.replace(/\.\w{1,5}$/, '')} to fix.csv`,
    csv: writeCsv([
      [...padded(headings), ...MEANING],
      ...bad.map(({ line, cells }) => [...padded(cells), String(line), told(line)]),
    ]),
  }
}
