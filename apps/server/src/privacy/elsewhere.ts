import { schema } from '@proofroom/db'
import { and, isNotNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import type { InTx } from '../platform/context.ts'

const { idempotencyKeys, imports, importProblems, orderViews } = schema

type Said = { orderId: string; words: (string | null | undefined)[] }

/** A name of two letters is in every file: then nothing is found by it. */
const AT_LEAST = 3

/**
 * Where a person's words lie outside of their orders: files of orders as they were brought, views that somebody saved
 * under their name, answers that were kept to be given twice.
 */
export async function forgetElsewhere(ctx: InTx, { orderId, words }: Said): Promise<void> {
  const sought = [...new Set(words.flatMap((word) => (word && word.length >= AT_LEAST ? [word] : [])))]
  // Also where they were called something else.
  await emptyImports(
    ctx,
    sql`${imports.id} in (select (data ->> 'importId')::uuid from audit_events
    where order_id = ${orderId} and data ? 'importId')`,
  )
  if (sought.length > 0) {
    await emptyImports(ctx, anyIn(sql`${imports.fileName} || ' ' || ${imports.content}`, sought))
    await forgetViews(ctx, sought)
  }
  // Sealed, and given for a day at most; the one that is being answered now is not among them.
  await ctx.tx.delete(idempotencyKeys).where(isNotNull(idempotencyKeys.status))
}

/** A view under one word of their name goes, too: it is made again in a moment, and better one too many. */
async function forgetViews(ctx: InTx, words: string[]): Promise<void> {
  const each = words.flatMap((word) => [word, ...word.split(/\s+/)]).filter((word) => word.length >= AT_LEAST)
  const search = sql`replace(replace(replace(${orderViews.search}, '+', ' '), '%20', ' '), '%40', '@')`
  await ctx.tx.delete(orderViews).where(anyIn(sql`${orderViews.name} || ' ' || ${search}`, [...new Set(each)]))
}

const anyIn = (text: SQL, words: string[]): SQL =>
  sql`(${sql.join(
    words.map((word) => sql`position(plain_text(${word}) in plain_text(${text})) > 0`),
    sql` or `,
  )})`

/** Files that were brought before then, whoever is in them. */
export const emptyImportsBefore = (ctx: InTx, before: Date): Promise<void> =>
  emptyImports(ctx, lt(imports.createdAt, before))

/** What came of them stays, in numbers; one that runs still needs its file. */
async function emptyImports(ctx: InTx, which: SQL): Promise<void> {
  const wanted = and(ne(imports.state, 'running'), or(ne(imports.content, ''), ne(imports.fileName, '')), which)
  const ids = ctx.tx.select({ id: imports.id }).from(imports).where(wanted)
  await ctx.tx.delete(importProblems).where(sql`${importProblems.importId} in ${ids}`)
  await ctx.tx
    .update(imports)
    .set({
      ...{ content: '', fileName: '' },
      // It cannot be run or looked at any more, whatever it was before.
      state: 'done',
      reading: sql`${imports.reading} || '{"columns": [], "preview": [], "mapping": {}, "unclearDay": null}'::jsonb`,
    })
    .where(wanted)
}
