import { schema } from '@proofroom/db'
import { type EtsyOrder, isEtsyFile } from '@proofroom/etsy'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { addOrderFile, pictureOf, type ReadPicture, storeOrderFile } from '../../orders/index.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../../platform/context.ts'
import { record } from '../../platform/events/record.ts'
import { receiveUpload, type TempFile, UploadRefused } from '../../platform/files/index.ts'
import { sha256 } from '../../platform/secrets.ts'
import { alsoFilesAt } from './app.ts'

const { etsyFiles, etsyItems } = schema

export const FILES_JOB = 'etsy.file'
export type FileJob = { shopId: string; id: string }

/** Etsy takes 20 MB of a buyer; more than this is no buyer's upload. */
const LARGEST = 30_000_000
const ANSWER_MS = 60_000
/** As often as the queue tries. */
const MOST_ATTEMPTS = 8

/** Each upload once, and a job to fetch it at once: nobody says how long Etsy keeps it there. */
export async function queueFiles(ctx: InTx, { items }: EtsyOrder, orderId: string): Promise<void> {
  const { secrets, jobs } = ctx.platform
  const shopId = shopOf(ctx)
  for (const { ref, files } of items)
    for (const { url, name, mimeType } of files) {
      const row = { id: uuidv7(), shopId, orderId, transactionId: ref, name, mediaType: mimeType, urlHash: sha256(url) }
      const added = await ctx.tx
        .insert(etsyFiles)
        .values({ ...row, sealedUrl: secrets.seal(url), createdAt: ctx.platform.now() })
        .onConflictDoNothing()
        .returning({ id: etsyFiles.id })
      if (added.length > 0) await jobs.send<FileJob>(FILES_JOB, { shopId, id: row.id }, ctx.tx)
    }
}

type Row = typeof etsyFiles.$inferSelect

/** Fetches one, from Etsy's hosts only, and makes a picture of it. Done twice it is the same file. */
export async function fetchFile(ctx: Context, id: string, read: ReadPicture): Promise<void> {
  const row = await inTransaction(ctx, async (tx) => {
    const [found] = await tx.tx.select().from(etsyFiles).where(eq(etsyFiles.id, id)).for('update')
    if (found?.state !== 'waiting' || !found.sealedUrl) return null
    await tx.tx
      .update(etsyFiles)
      .set({ attempts: found.attempts + 1 })
      .where(eq(etsyFiles.id, id))
    return found
  })
  if (!row?.sealedUrl) return
  try {
    await take(ctx, row, ctx.platform.secrets.open(row.sealedUrl), read)
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal && row.attempts + 1 < MOST_ATTEMPTS) throw error
    await giveUp(ctx, row, refusal ?? { code: 'etsy.file_gone', message: GONE })
  }
}

const GONE = 'Etsy did not hand this file over. Download it from the order’s page there and add it by hand.'

const refusalOf = (error: unknown) =>
  error instanceof UploadRefused ? { code: error.code, message: error.sentence } : null

async function take(ctx: Context, row: Row, url: string, read: ReadPicture): Promise<void> {
  const original = await download(ctx, url)
  // What cannot be shown is kept all the same: it is what the buyer sent, and Etsy may not have it tomorrow.
  const page = await pictureOf(read, original, { declaredName: row.name, declaredType: row.mediaType })
  try {
    const kept = await storeOrderFile(ctx, original, page, row.mediaType)
    await inTransaction(ctx, async (tx) => {
      const [item] = await tx.tx.select().from(etsyItems).where(eq(etsyItems.transactionId, row.transactionId))
      const about = { orderId: row.orderId, itemId: item?.itemId ?? null, source: 'etsy' as const, name: row.name }
      const fileId = await addOrderFile(tx, { ...about, ...kept.columns }, kept.stored)
      await tx.tx
        .update(etsyFiles)
        .set({ state: 'fetched', fileId, sealedUrl: null, fetchedAt: ctx.platform.now(), problem: null })
        .where(eq(etsyFiles.id, row.id))
    })
  } finally {
    await page?.discard()
  }
}

async function download(ctx: Context, url: string): Promise<TempFile> {
  if (!isEtsyFile(url, alsoFilesAt(ctx.platform)))
    throw new UploadRefused('etsy.file_elsewhere', 422, 'This file does not lie with Etsy, so it was not fetched.')
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_MS) })
  if (!response.ok) {
    await response.body?.cancel()
    throw new Error(`Etsy answered ${response.status} for a buyer’s file.`)
  }
  const length = response.headers.get('content-length')
  return receiveUpload(response.body, {
    ...(length !== null && !response.headers.has('content-encoding') && { contentLength: Number(length) }),
    ...{ limit: LARGEST, tmpDir: ctx.platform.files.incoming },
  })
}

/** Asked for once more it keeps its address; otherwise that would be gone for good. */
const giveUp = (ctx: Context, row: Row, { code, message }: { code: string; message: string }): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    await tx.tx
      .update(etsyFiles)
      .set({ state: 'failed', problemCode: code, problem: message })
      .where(eq(etsyFiles.id, row.id))
    await record(tx, { type: 'etsy.file_failed', orderId: row.orderId, subjectId: row.id })
  })
