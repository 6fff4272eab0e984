import type { ImportDto, ImportListDto, ReadImportInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { decodeText, type Mapping, notCsv } from '@proofroom/intake'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Member } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { AppError, invalid, notFound } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize, type Decision } from '../platform/policy.ts'
import { type Look, lookAt, mappingOf } from './looking.ts'
import { canForget, canReadAnew, canRun, canStop } from './policy.ts'
import { presentImport, presentSummary } from './present.ts'
import {
  deleteProblems,
  findImports,
  type ImportFacts,
  insertProblems,
  loadContent,
  loadImport,
  lockImport,
  writeImport,
} from './store.ts'

const { imports } = schema

/** 20 MB. */
export const LARGEST_FILE = 20_000_000

const NOT_CSV = {
  workbook: 'This is a spreadsheet’s own file. Open it there, save it as CSV, and bring that.',
  pdf: 'This is a PDF. Bring the list as a CSV file.',
  picture: 'This is a picture. Bring the list as a CSV file.',
}

/** Takes a file in and looks at it. Nothing becomes an order before somebody says so. */
export async function takeFile(ctx: Context, fileName: string, bytes: Uint8Array): Promise<ImportDto> {
  const other = notCsv(bytes)
  if (other) throw new AppError(415, 'import.not_csv', NOT_CSV[other])
  const { text, encoding } = decodeText(bytes)
  const look = await lookAt(ctx, { text, encoding, mapping: null, dayOrder: null })
  return inTransaction(ctx, async (tx) => {
    const id = uuidv7()
    const { format, lines, orders, reading } = look
    const { memberId } = ctx.actor as Member
    const row = { id, shopId: shopOf(ctx), memberId, fileName, content: text, format, lines, orders, reading }
    await tx.tx.insert(imports).values({ ...row, createdAt: ctx.platform.now() })
    await insertProblems(tx, id, look.problems)
    await record(tx, { type: 'import.looked_at', subjectId: id, data: { lines, orders } })
    return readImport(tx, id)
  })
}

export const listImports = (ctx: Context): Promise<ImportListDto> =>
  inTransaction(ctx, async (tx) => ({ imports: (await findImports(tx)).map(presentSummary) }))

export const getImport = (ctx: Context, id: string): Promise<ImportDto> =>
  inTransaction(ctx, (tx) => readImport(tx, id))

async function readImport(ctx: InTx, id: string): Promise<ImportDto> {
  const [found] = await findImports(ctx, id)
  if (!found) throw notFound()
  return presentImport(found, ctx.actor)
}

/** Reads it another way and looks again, outside of any transaction: a large file takes seconds. */
export async function readAnew(ctx: Context, id: string, input: ReadImportInput): Promise<ImportDto> {
  const { row, text } = await inTransaction({ ...ctx, idempotency: null }, async (tx) => {
    const row = await loadImport(tx, id)
    authorize(canReadAnew(ctx.actor, row))
    return { row, text: await loadContent(tx, id) }
  })
  const look = await lookAt(ctx, { text, encoding: row.reading.encoding, ...wantedReading(row, input) })
  return inTransaction(ctx, async (tx) => {
    authorize(canReadAnew(ctx.actor, await lockImport(tx, id)))
    await keepLook(tx, id, look)
    await record(tx, { type: 'import.looked_at', subjectId: id, data: { lines: look.lines, orders: look.orders } })
    return readImport(tx, id)
  })
}

function wantedReading({ reading }: ImportFacts, { mapping, dayOrder }: ReadImportInput) {
  const known = new Set(reading.columns.map(({ heading }) => heading))
  const strange = Object.keys(mapping ?? {}).find((heading) => !known.has(heading))
  if (strange !== undefined) throw invalid('import.column', `There is no column “${strange}” in this file.`)
  const wanted: Mapping = { ...mappingOf(reading), ...mapping }
  return { mapping: wanted, dayOrder: dayOrder === undefined ? reading.dayOrder : dayOrder }
}

async function keepLook(ctx: InTx, id: string, { format, lines, orders, reading, problems }: Look): Promise<void> {
  await writeImport(ctx, id, { format, lines, orders, reading })
  await deleteProblems(ctx, id)
  await insertProblems(ctx, id, problems)
}

type Act = { may: (actor: Context['actor'], row: ImportFacts) => Decision; change: Partial<ImportFacts>; event: string }

/** Begins it, or goes on where it was. The work is a job's. */
export const runImport = (ctx: Context, id: string): Promise<ImportDto> =>
  act(ctx, id, (row) => ({
    may: canRun,
    change: { state: 'running', startedAt: row.startedAt ?? ctx.platform.now() },
    event: 'import.started',
  }))

/** What came in stays in; the rest waits until somebody goes on. */
export const stopImport = (ctx: Context, id: string): Promise<ImportDto> =>
  act(ctx, id, () => ({ may: canStop, change: { state: 'stopped' }, event: 'import.stopped' }))

function act(ctx: Context, id: string, how: (row: ImportFacts) => Act): Promise<ImportDto> {
  return inTransaction(ctx, async (tx) => {
    const row = await lockImport(tx, id)
    const { may, change, event } = how(row)
    authorize(may(ctx.actor, row))
    await writeImport(tx, id, change)
    await record(tx, { type: event, subjectId: id, data: { done: row.done } })
    return readImport(tx, id)
  })
}

/** Forgets the file and its report; the orders that came of it stay. */
export const forgetImport = (ctx: Context, id: string): Promise<{ done: true }> =>
  inTransaction(ctx, async (tx) => {
    authorize(canForget(ctx.actor, await lockImport(tx, id)))
    await tx.tx.delete(imports).where(eq(imports.id, id))
    await record(tx, { type: 'import.forgotten', subjectId: id })
    return { done: true }
  })
