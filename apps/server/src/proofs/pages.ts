import type { PageDto, VersionDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { conflict, notFound } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { discardTemp, receiveUpload, type TempFile } from '../platform/files/index.ts'
import { tellOrder } from './facts.ts'
import type { Ingest, IngestedPage } from './ingest/index.ts'
import { presentPage } from './present.ts'
import { findPages, loadVersion } from './store.ts'
import { lockDraft, readVersion } from './versions.ts'

const { files, pages } = schema

export type PageUpload = {
  body: ReadableStream<Uint8Array> | null
  contentLength: number | undefined
  fileName: string
  mediaType: string | undefined
  signal: AbortSignal
}

/**
 * Takes a file in, makes a page of it, and adds it to the draft. Bytes are received and read outside any transaction;
 * what is refused leaves nothing behind.
 */
export async function addPage(
  ctx: Context,
  ingest: Ingest,
  proofId: string,
  versionId: string,
  upload: PageUpload,
): Promise<PageDto> {
  await inTransaction({ ...ctx, idempotency: null }, (tx) => lockDraft(tx, proofId, versionId))
  const { contentLength, signal, fileName } = upload
  const tmpDir = ctx.platform.files.incoming
  const original = await receiveUpload(upload.body, { contentLength, tmpDir, signal })
  const page = await ingest
    .ingestPage(original, { declaredName: fileName, declaredType: upload.mediaType, signal })
    .catch(async (refusal) => {
      await discardTemp(original.path)
      throw refusal
    })
  try {
    const kept = await keep(ctx, original, page)
    return await inTransaction(ctx, async (tx) => {
      const draft = await lockDraft(tx, proofId, versionId)
      const before = await findPages(tx, [versionId])
      const { shopId, orderId } = draft
      for (const file of kept.all) await keepFile(tx, { shopId, ...file })
      const position = (before.at(-1)?.position ?? -1) + 1
      const values = {
        id: uuidv7(),
        shopId,
        orderId,
        versionId,
        position,
        name: pageName(fileName, position),
        fileName,
        createdAt: ctx.platform.now(),
        ...kept.columns,
      }
      const [row] = await tx.tx.insert(pages).values(values).returning()
      await record(tx, {
        type: 'proof.page_added',
        orderId,
        subjectId: versionId,
        data: { page: values.id, size: values.size },
      })
      await tellOrder(tx, proofId)
      return presentPage(ctx.actor, row as typeof pages.$inferSelect, proofId)
    })
  } finally {
    await page.discard()
  }
}

/**
 * The same bytes may have been erased before, or be going just now: then they are wanted again. The row is held while
 * bytes go (privacy), so what is there now stays.
 */
async function keepFile(ctx: InTx, file: typeof files.$inferInsert): Promise<void> {
  await ctx.tx
    .insert(files)
    .values(file)
    .onConflictDoUpdate({ target: [files.shopId, files.hash], set: { erasedAt: null } })
  if (!(await ctx.platform.files.has(file.shopId, file.hash)))
    throw conflict('upload.again', 'This file was just being erased. Drop it again.')
}

/** Moves original and renditions into the shop's files. Content-addressed: doing it twice changes nothing. */
async function keep(ctx: Context, original: TempFile, page: IngestedPage) {
  const shopId = shopOf(ctx)
  const { files: store } = ctx.platform
  const [o, shown, preview, thumb] = [
    await store.adopt(shopId, original),
    await store.adopt(shopId, page.shown),
    await store.adopt(shopId, page.preview),
    await store.adopt(shopId, page.thumb),
  ]
  const webp = 'image/webp'
  return {
    all: [
      { ...o, mediaType: page.mediaType },
      { ...shown, mediaType: webp },
      { ...preview, mediaType: webp },
      { ...thumb, mediaType: webp },
    ],
    columns: {
      mediaType: page.mediaType,
      size: o.size,
      width: page.shown.width,
      height: page.shown.height,
      hasAlpha: page.hasAlpha,
      originalHash: o.hash,
      shownHash: shown.hash,
      previewHash: preview.hash,
      thumbHash: thumb.hash,
    },
  }
}

/** "board-front.png" → "Front" where the name says a side, else "Page 1". */
function pageName(fileName: string, position: number): string {
  const side = /(?:^|[^a-z])(front|back|inside|left|right|top|bottom|side)(?:[^a-z]|$)/i.exec(fileName)?.[1]
  return side ? side[0]?.toUpperCase() + side.slice(1).toLowerCase() : `Page ${position + 1}`
}

export function removePage(ctx: Context, proofId: string, versionId: string, pageId: string): Promise<VersionDto> {
  return inTransaction(ctx, async (tx) => {
    const draft = await lockDraft(tx, proofId, versionId)
    const gone = await tx.tx
      .delete(pages)
      .where(and(eq(pages.id, pageId), eq(pages.versionId, versionId)))
      .returning()
    if (gone.length === 0) throw notFound()
    await record(tx, {
      type: 'proof.page_removed',
      orderId: draft.orderId,
      subjectId: versionId,
      data: { page: pageId },
    })
    await tellOrder(tx, proofId)
    return readVersion(tx, versionId)
  })
}

export const RENDITIONS = ['shown', 'preview', 'thumb', 'original'] as const
export type RenditionName = (typeof RENDITIONS)[number]

/** The hash behind an address. Guests get pictures of what was sent to them, never originals and never drafts. */
export function findRendition(ctx: Context, pageId: string, rendition: string, proofId?: string) {
  return inTransaction(ctx, async (tx) => {
    const page = await loadPage(tx, pageId)
    const version = await loadVersion(tx, page.versionId, proofId)
    const guest = ctx.actor.type === 'guest'
    if (guest && (!version.sentAt || version.state === 'withdrawn' || rendition === 'original')) throw notFound()
    const hash = hashOf(page, rendition)
    if (!hash) throw notFound()
    return { hash, fileName: page.fileName }
  })
}

async function loadPage(ctx: InTx, pageId: string) {
  const [page] = await ctx.tx.select().from(pages).where(eq(pages.id, pageId))
  if (!page) throw notFound()
  return page
}

function hashOf(page: typeof pages.$inferSelect, rendition: string): string | undefined {
  switch (rendition as RenditionName) {
    case 'shown':
      return page.shownHash
    case 'preview':
      return page.previewHash
    case 'thumb':
      return page.thumbHash
    case 'original':
      return page.originalHash
    default:
      return undefined
  }
}
