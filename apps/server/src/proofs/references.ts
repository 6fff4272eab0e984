import type { OrderFileListDto } from '@proofroom/contract'
import { actOn, addOrderFile, getOrderFiles, pictureOf, storeOrderFile } from '../orders/index.ts'
import type { Context } from '../platform/context.ts'
import { receiveUpload } from '../platform/files/index.ts'
import type { Ingest } from './ingest/index.ts'
import type { PageUpload } from './pages.ts'

/** No photo or sketch to work from is larger. */
const LARGEST = 30_000_000

/**
 * Puts a file beside an order: a sketch, a photo, a PDF to work from. What cannot be shown is kept all the same. Sent
 * twice it is there once.
 */
export async function addReference(
  given: Context,
  ingest: Ingest,
  order: string,
  upload: PageUpload,
): Promise<OrderFileListDto> {
  const ctx = { ...given, idempotency: null }
  const { body, contentLength, signal, fileName, mediaType } = upload
  const tmpDir = ctx.platform.files.incoming
  await getOrderFiles(ctx, order)
  const original = await receiveUpload(body, { contentLength, tmpDir, signal, limit: LARGEST })
  const read: Parameters<typeof pictureOf>[0] = (file, source) => ingest.ingestPage(file, { ...source, signal })
  const source = { declaredName: fileName, ...(mediaType && { declaredType: mediaType }) }
  const picture = await pictureOf(read, original, source)
  try {
    const kept = await storeOrderFile(ctx, original, picture, mediaType ?? '')
    await actOn(ctx, order, async (tx, { id }) => {
      const about = { orderId: id, itemId: null, source: 'shop' as const, name: fileName }
      await addOrderFile(tx, { ...about, ...kept.columns }, kept.stored)
    })
    return await getOrderFiles(ctx, order)
  } finally {
    await picture?.discard()
  }
}
