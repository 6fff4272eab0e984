import type { HandedFileDto, OrderFileListDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { loadShop } from '../identity/index.ts'
import type { Guest } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { conflict, notFound } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { actOn, insistOn } from './acting.ts'
import { type FileRow, getOrderFiles, hashOf } from './files.ts'
import { canHandOver, canShareOrder } from './policy.ts'

const { auditEvents, orderFiles } = schema

/** Puts one of the shop's own files on the customer's page, for good or until it is taken back. */
export async function handOver(ctx: Context, code: string, id: string): Promise<OrderFileListDto> {
  await actOn(ctx, code, async (tx, order) => {
    const file = await loadFile(tx, order.id, id)
    insistOn(canHandOver(tx.actor, await loadShop(tx, shopOf(tx)), order.facts))
    if (file.source !== 'shop') throw conflict('file.not_ours', 'The customer sent this file: they have it already.')
    if (file.handedOverAt) return
    await tx.tx.update(orderFiles).set({ handedOverAt: tx.platform.now() }).where(eq(orderFiles.id, id))
    await record(tx, { type: 'file.handed_over', orderId: order.id, subjectId: id })
  })
  return getOrderFiles(ctx, code)
}

export async function takeFileBack(ctx: Context, code: string, id: string): Promise<OrderFileListDto> {
  await actOn(ctx, code, async (tx, order) => {
    authorize(canShareOrder(tx.actor))
    const file = await loadFile(tx, order.id, id)
    if (!file.handedOverAt) return
    await tx.tx.update(orderFiles).set({ handedOverAt: null }).where(eq(orderFiles.id, id))
    await record(tx, { type: 'file.taken_back', orderId: order.id, subjectId: id })
  })
  return getOrderFiles(ctx, code)
}

async function loadFile(ctx: InTx, orderId: string, id: string): Promise<FileRow> {
  const [row] = await ctx.tx
    .select()
    .from(orderFiles)
    .where(and(eq(orderFiles.id, id), eq(orderFiles.orderId, orderId)))
    .for('update')
  if (!row) throw notFound()
  return row
}

/** What the customer has of an order's files. */
export async function findHandedOver(ctx: InTx, orderId: string): Promise<HandedFileDto[]> {
  const rows = await ctx.tx
    .select()
    .from(orderFiles)
    .where(and(eq(orderFiles.orderId, orderId), isNotNull(orderFiles.handedOverAt)))
    .orderBy(asc(orderFiles.handedOverAt), asc(orderFiles.id))
  return rows.map(({ id, name, mediaType, size, thumbHash, handedOverAt }) => ({
    ...{ id, name, mediaType, size, hasThumb: thumbHash !== null },
    handedOverAt: handedOverAt?.toISOString() ?? '',
  }))
}

const GIVEN = new Set(['original', 'thumb'])

/** For the customer: the first time that they fetch the file itself is told. */
export const fetchHandedOver = (ctx: Context, id: string, rendition: string) =>
  inTransaction(ctx, async (tx) => {
    const { orderId } = tx.actor as Guest
    const [row] = await tx.tx
      .select()
      .from(orderFiles)
      .where(and(eq(orderFiles.id, id), eq(orderFiles.orderId, orderId), isNotNull(orderFiles.handedOverAt)))
    const hash = row && GIVEN.has(rendition) && hashOf(row, rendition)
    if (!hash) throw notFound()
    if (rendition === 'original') await tellFetched(tx, orderId, id)
    return { hash, fileName: row.name }
  })

async function tellFetched(ctx: InTx, orderId: string, subjectId: string): Promise<void> {
  const event = { type: 'file.fetched', orderId, subjectId } as const
  const told = await ctx.tx
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(
      and(eq(auditEvents.orderId, orderId), eq(auditEvents.type, event.type), eq(auditEvents.subjectId, subjectId)),
    )
    .limit(1)
  if (told.length === 0) await record(ctx, event)
}
