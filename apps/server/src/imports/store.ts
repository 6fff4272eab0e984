import { schema } from '@proofroom/db'
import type { LineProblem } from '@proofroom/intake'
import { and, asc, count, countDistinct, desc, eq, gt, inArray, isNull, or } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type InTx, shopOf } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'

const { importProblems, imports, members, products, users } = schema

type ImportRow = typeof imports.$inferSelect
export type ImportReading = ImportRow['reading']
type Problem = typeof importProblems.$inferSelect

/** Everything but the file itself, which is large. */
const { content: _, ...columns } = {
  id: imports.id,
  shopId: imports.shopId,
  memberId: imports.memberId,
  fileName: imports.fileName,
  content: imports.content,
  format: imports.format,
  reading: imports.reading,
  state: imports.state,
  lines: imports.lines,
  orders: imports.orders,
  done: imports.done,
  created: imports.created,
  changed: imports.changed,
  unchanged: imports.unchanged,
  refused: imports.refused,
  startedAt: imports.startedAt,
  finishedAt: imports.finishedAt,
  createdAt: imports.createdAt,
}
export type ImportFacts = Omit<ImportRow, 'content'>

export async function loadImport(ctx: InTx, id: string): Promise<ImportFacts> {
  const [row] = await ctx.tx.select(columns).from(imports).where(eq(imports.id, id))
  if (!row) throw notFound()
  return row
}

/** Held until the action's end: of two that go on with it, one waits. */
export async function lockImport(ctx: InTx, id: string): Promise<ImportFacts> {
  const [row] = await ctx.tx.select(columns).from(imports).where(eq(imports.id, id)).for('no key update')
  if (!row) throw notFound()
  return row
}

export async function loadContent(ctx: InTx, id: string): Promise<string> {
  const [row] = await ctx.tx.select({ content: imports.content }).from(imports).where(eq(imports.id, id))
  if (!row) throw notFound()
  return row.content
}

export async function writeImport(ctx: InTx, id: string, change: Partial<ImportFacts>): Promise<void> {
  await ctx.tx.update(imports).set(change).where(eq(imports.id, id))
}

export type ImportFound = { row: ImportFacts; by: string | null; badLines: number }
const SHOWN = 50

/** The newest first, with who brought each and how many of its lines are bad. */
export async function findImports(ctx: InTx, id?: string): Promise<ImportFound[]> {
  const rows = await ctx.tx
    .select({ row: columns, by: users.name })
    .from(imports)
    .leftJoin(members, eq(members.id, imports.memberId))
    .leftJoin(users, eq(users.id, members.userId))
    .where(id === undefined ? undefined : eq(imports.id, id))
    .orderBy(desc(imports.createdAt), desc(imports.id))
    .limit(SHOWN)
  const ids = rows.map(({ row }) => row.id)
  if (ids.length === 0) return []
  const counted = await ctx.tx
    .select({ id: importProblems.importId, lines: countDistinct(importProblems.line) })
    .from(importProblems)
    .where(inArray(importProblems.importId, ids))
    .groupBy(importProblems.importId)
  const lines = new Map(counted.map((one) => [one.id, one.lines]))
  return rows.map(({ row, by }) => ({ row, by, badLines: lines.get(row.id) ?? 0 }))
}

const AT_ONCE = 2000

export async function insertProblems(ctx: InTx, importId: string, problems: LineProblem[]): Promise<void> {
  for (let from = 0; from < problems.length; from += AT_ONCE) {
    const some = problems.slice(from, from + AT_ONCE)
    await ctx.tx.insert(importProblems).values(
      some.map(({ line, column, order, code, reason }) => ({
        ...{ id: uuidv7(), shopId: shopOf(ctx), importId },
        ...{ line, column, orderRef: order, code, reason },
      })),
    )
  }
}

export async function deleteProblems(ctx: InTx, importId: string): Promise<void> {
  await ctx.tx.delete(importProblems).where(eq(importProblems.importId, importId))
}

/** What was found about these orders in the shop, so that it is told anew. */
export async function deleteProblemsOf(ctx: InTx, importId: string, refs: string[], codes: string[]): Promise<void> {
  if (refs.length === 0) return
  const mine = and(eq(importProblems.importId, importId), inArray(importProblems.orderRef, refs))
  await ctx.tx.delete(importProblems).where(and(mine, inArray(importProblems.code, codes)))
}

export async function findProblems(
  ctx: InTx,
  importId: string,
  after?: { line: number; id: string },
  limit?: number,
): Promise<Problem[]> {
  const later =
    after &&
    or(gt(importProblems.line, after.line), and(eq(importProblems.line, after.line), gt(importProblems.id, after.id)))
  const query = ctx.tx
    .select()
    .from(importProblems)
    .where(and(eq(importProblems.importId, importId), later))
    .orderBy(asc(importProblems.line), asc(importProblems.id))
  return limit === undefined ? query : query.limit(limit)
}

export async function countProblems(ctx: InTx, importId: string): Promise<number> {
  const [row] = await ctx.tx.select({ n: count() }).from(importProblems).where(eq(importProblems.importId, importId))
  return row?.n ?? 0
}

/** The shop's products in use, by name as people may spell it. */
export async function findProducts(ctx: InTx): Promise<Map<string, { id: string; name: string }>> {
  const rows = await ctx.tx
    .select({ id: products.id, name: products.name })
    .from(products)
    .where(isNull(products.archivedAt))
  return new Map(rows.map((row) => [row.name.toLowerCase(), row]))
}
