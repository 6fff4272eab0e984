import { schema } from '@proofroom/db'
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'

const { files } = schema

export const FILES_JOB = 'privacy.files'
/** Hashes of a shop whose bytes are to go. */
export type FilesToErase = { shopId: string; hashes: string[] }

const hashesOf = (orderId: string) => sql`
  select hash from pages p, unnest(array[p.original_hash, p.shown_hash, p.preview_hash, p.thumb_hash]) hash
  where p.order_id = ${orderId}
  union
  select hash from order_files f, unnest(array[f.original_hash, f.shown_hash, f.preview_hash, f.thumb_hash]) hash
  where f.order_id = ${orderId} and hash is not null`

/** Files are known by what is in them: another order may show the same one, on a page or beside it, which stays for it. */
const IS_SHOWN_ELSEWHERE = sql`exists (
  select from pages p join orders o on o.id = p.order_id
  where o.anonymised_at is null and files.hash in (p.original_hash, p.shown_hash, p.preview_hash, p.thumb_hash)
  union all
  select from order_files f join orders o on o.id = f.order_id
  where o.anonymised_at is null and files.hash in (f.original_hash, f.shown_hash, f.preview_hash, f.thumb_hash))`

/** Writes down which files of an order are to go, and queues their going with this transaction. */
export async function markErased(ctx: InTx, orderId: string, others: string[]): Promise<void> {
  const own = await ctx.tx.execute<{ hash: string }>(hashesOf(orderId))
  const hashes = [...new Set([...own.map(({ hash }) => hash), ...others])]
  if (hashes.length === 0) return
  await ctx.platform.jobs.send<FilesToErase>(FILES_JOB, { shopId: shopOf(ctx), hashes }, ctx.tx)
}

/**
 * Removes bytes that no order shows any more. Each row is held meanwhile: who uploads the same file just now waits, and
 * then finds it gone. Run twice or cut in the middle, the next run ends it.
 */
export async function eraseFiles(ctx: Context, hashes: string[]): Promise<void> {
  for (const hash of hashes)
    await inTransaction(ctx, async (tx) => {
      const [row] = await tx.tx.select().from(files).where(eq(files.hash, hash)).for('update')
      if (!row) return
      const [free] = await tx.tx
        .select({ hash: files.hash })
        .from(files)
        .where(and(eq(files.hash, hash), sql`not ${IS_SHOWN_ELSEWHERE}`))
      if (!free) return
      await tx.tx
        .update(files)
        .set({ erasedAt: ctx.platform.now() })
        .where(and(inArray(files.hash, [hash]), isNull(files.erasedAt)))
      await ctx.platform.files.remove(shopOf(ctx), hash)
    })
}
