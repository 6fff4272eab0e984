import type { OrderFileDto, OrderFileListDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { and, asc, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { loadShop } from '../identity/index.ts'
import type { Member } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { discardTemp, type TempFile, UploadRefused } from '../platform/files/index.ts'
import { presentPermission } from '../platform/policy.ts'
import { mailedTo } from './mailed.ts'
import { canHandOver } from './policy.ts'
import { loadOrder } from './store.ts'

const { files, orderFiles } = schema

export type FileRow = typeof orderFiles.$inferSelect
/** Of an order, as the upload worker made it; its bytes are in the store already. */
export type NewOrderFile = Omit<FileRow, 'id' | 'shopId' | 'createdAt' | 'handedOverAt'>

/** Everything that belongs to an order and is no proof of it, in one place. */
export const getOrderFiles = (ctx: Context, code: string): Promise<OrderFileListDto> =>
  inTransaction(ctx, async (tx) => {
    const { order, customer } = await loadOrder(tx, code)
    const rows = await tx.tx
      .select()
      .from(orderFiles)
      .where(eq(orderFiles.orderId, order.id))
      .orderBy(asc(orderFiles.createdAt), asc(orderFiles.id))
    const base = `/api/s/${(ctx.actor as Member).shopCode}/orders/${code}/files`
    const shop = await loadShop(tx, shopOf(tx))
    const handOver = presentPermission(canHandOver(ctx.actor, shop, order.facts))
    const files = rows.map((row) => presentFile(row, base))
    return { files, mailedTo: mailedTo(ctx, shop, customer), can: { handOver } }
  })

function presentFile(row: FileRow, base: string): OrderFileDto {
  const { id, name, source, itemId, mediaType, size, width, height } = row
  const at = (rendition: string) => `${base}/${id}/${rendition}`
  return {
    ...{ id, name, source, itemId, mediaType, size },
    picture:
      width === null || height === null
        ? null
        : { shown: at('shown'), preview: at('preview'), thumb: at('thumb'), width, height },
    original: at('original'),
    handedOverAt: row.handedOverAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }
}

export const findOrderFile = (ctx: Context, code: string, id: string, rendition: string) =>
  inTransaction(ctx, async (tx) => {
    const { order } = await loadOrder(tx, code)
    const [row] = await tx.tx
      .select()
      .from(orderFiles)
      .where(and(eq(orderFiles.id, id), eq(orderFiles.orderId, order.id)))
    const hash = row && hashOf(row, rendition)
    if (!row || !hash) throw notFound()
    return { hash, fileName: row.name }
  })

export const hashOf = (row: FileRow, rendition: string): string | null | undefined =>
  ({ shown: row.shownHash, preview: row.previewHash, thumb: row.thumbHash, original: row.originalHash })[rendition]

type Stored = { hash: string; size: number; mediaType: string }

/** What the upload worker makes of a picture; handed in, because proofs own it. */
export type ReadPicture = (file: TempFile, source: { declaredName?: string; declaredType?: string }) => Promise<Picture>
export type Picture = {
  mediaType: string
  shown: TempFile & { width: number; height: number }
  preview: TempFile
  thumb: TempFile
  discard(): Promise<void>
}

/** Besides pictures, what is known by its kind though it is not shown. */
const KNOWN = new Set(['image/gif', 'image/heif', 'image/heic', 'application/pdf'])
const NO_PICTURE = { width: null, height: null, shownHash: null, previewHash: null, thumbHash: null }

/** The picture of a file; null of what cannot be shown and is kept all the same. */
export const pictureOf = (read: ReadPicture, original: TempFile, source: Parameters<ReadPicture>[1]) =>
  read(original, source).catch((refusal: unknown) => {
    if (refusal instanceof UploadRefused) return null
    return discardTemp(original.path).then(() => Promise.reject(refusal))
  })

/** Moves a file and what was drawn of it into the shop's files: the columns of its row, and what is stored. */
export async function storeOrderFile(ctx: Context, original: TempFile, picture: Picture | null, declaredType: string) {
  const adopt = (file: TempFile) => ctx.platform.files.adopt(shopOf(ctx), file)
  const { hash, size } = await adopt(original)
  const mediaType = picture?.mediaType ?? (KNOWN.has(declaredType) ? declaredType : 'application/octet-stream')
  const own = { originalHash: hash, size, mediaType }
  const bytes = { hash, size, mediaType }
  if (!picture) return { columns: { ...own, ...NO_PICTURE }, stored: [bytes] }
  const { width, height } = picture.shown
  const [shown, preview, thumb] = [await adopt(picture.shown), await adopt(picture.preview), await adopt(picture.thumb)]
  const hashes = { shownHash: shown.hash, previewHash: preview.hash, thumbHash: thumb.hash }
  const drawn = [shown, preview, thumb].map((one) => ({ ...one, mediaType: 'image/webp' }))
  return { columns: { ...own, width, height, ...hashes }, stored: [bytes, ...drawn] }
}

/** The same file under the same name once; answers its id. */
export async function addOrderFile(ctx: InTx, file: NewOrderFile, stored: Stored[]): Promise<string> {
  const shopId = shopOf(ctx)
  for (const one of stored)
    await ctx.tx
      .insert(files)
      .values({ shopId, ...one })
      // Erased before, it is wanted again.
      .onConflictDoUpdate({ target: [files.shopId, files.hash], set: { erasedAt: null } })
  const { orderId, originalHash, name } = file
  const [known] = await ctx.tx
    .select({ id: orderFiles.id })
    .from(orderFiles)
    .where(and(eq(orderFiles.orderId, orderId), eq(orderFiles.originalHash, originalHash), eq(orderFiles.name, name)))
  if (known) return known.id
  const id = uuidv7()
  await ctx.tx.insert(orderFiles).values({ ...file, id, shopId, createdAt: ctx.platform.now() })
  await record(ctx, { type: 'order.file_added', orderId, subjectId: id })
  return id
}
