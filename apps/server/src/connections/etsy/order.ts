import type { EtsyShipmentDto, EtsyTaskDto, OrderEtsyDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { and, asc, eq } from 'drizzle-orm'
import { loadOrder } from '../../orders/index.ts'
import type { Member } from '../../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../../platform/context.ts'
import { conflict, notFound } from '../../platform/errors.ts'
import { record } from '../../platform/events/record.ts'
import { authorize, no, presentPermission } from '../../platform/policy.ts'
import { FILES_JOB, type FileJob } from './files.ts'
import { canSync } from './policy.ts'
import { isoOf, orderPage } from './present.ts'

const { etsyExtras, etsyFiles, etsyItems, etsyReceipts, etsyShipments, etsyTasks } = schema

/** What is known of an order because it came from Etsy. */
export const getOrderEtsy = (ctx: Context, code: string): Promise<OrderEtsyDto> =>
  inTransaction(ctx, (tx) => readOrderEtsy(tx, code))

async function readOrderEtsy(ctx: InTx, code: string): Promise<OrderEtsyDto> {
  const { order, customer } = await loadOrder(ctx, code)
  // Extra work that joined it came later.
  const [receipt] = await ctx.tx
    .select()
    .from(etsyReceipts)
    .where(eq(etsyReceipts.orderId, order.id))
    .orderBy(asc(etsyReceipts.firstSeenAt))
    .limit(1)
  const items = await ctx.tx.select().from(etsyItems).where(eq(etsyItems.orderId, order.id))
  const files = await ctx.tx
    .select()
    .from(etsyFiles)
    .where(eq(etsyFiles.orderId, order.id))
    .orderBy(asc(etsyFiles.createdAt))
  const about = { code, label: order.label, customerName: customer.name }
  const onEtsy = receipt ? canSync(ctx.actor) : no('This order did not come from Etsy.')
  return {
    receipt: receipt
      ? {
          ...{ receiptId: receipt.receiptId, url: orderPage(receipt.receiptId), status: receipt.status },
          etsyUpdatedAt: receipt.etsyUpdatedAt.toISOString(),
        }
      : null,
    questions: items.flatMap(({ isUnknown, itemId, listingId }) =>
      isUnknown && listingId ? [{ itemId, listingId }] : [],
    ),
    digitalItemIds: items.flatMap(({ isDigital, itemId }) => (isDigital ? [itemId] : [])),
    files: files.map(({ id, name, state, problemCode, problem, fileId }) => ({
      ...{ id, name, state, fileId },
      problem: problemCode && problem ? { code: problemCode, message: problem } : null,
    })),
    shipments: await readShipments(ctx, order.id),
    tasks: await readTasks(ctx, order.id, about, receipt?.receiptId ?? null),
    extras: await readExtras(ctx, order.id),
    can: { tellShipped: presentPermission(onEtsy), addExtra: presentPermission(onEtsy) },
  }
}

async function readShipments(ctx: InTx, orderId: string): Promise<EtsyShipmentDto[]> {
  const rows = await ctx.tx.select().from(etsyShipments).where(eq(etsyShipments.orderId, orderId))
  return rows.map(({ id, carrier, tracking, noteToBuyer, state, problemCode, problem, createdAt, doneAt }) => ({
    ...{ id, carrier, tracking, noteToBuyer, state },
    problem: problemCode && problem ? { code: problemCode, message: problem } : null,
    ...{ createdAt: createdAt.toISOString(), doneAt: isoOf(doneAt) },
  }))
}

async function readTasks(
  ctx: InTx,
  orderId: string,
  order: EtsyTaskDto['order'],
  receiptId: string | null,
): Promise<EtsyTaskDto[]> {
  const rows = await ctx.tx
    .select()
    .from(etsyTasks)
    .where(eq(etsyTasks.orderId, orderId))
    .orderBy(asc(etsyTasks.createdAt))
  const base = `/api/s/${(ctx.actor as Member).shopCode}/orders/${order.code}/files`
  return rows.map((task) => ({
    ...{ id: task.id, kind: task.kind, order, copy: task.copy, outcome: task.outcome },
    url: receiptId && orderPage(receiptId),
    file: task.fileId ? { name: 'file', url: `${base}/${task.fileId}/original` } : null,
    ...{ createdAt: task.createdAt.toISOString(), doneAt: isoOf(task.doneAt) },
  }))
}

async function readExtras(ctx: InTx, orderId: string): Promise<OrderEtsyDto['extras']> {
  const rows = await ctx.tx.select().from(etsyExtras).where(eq(etsyExtras.orderId, orderId))
  return rows.map(({ id, title, amount, currency, state, listingId, createdAt, boughtAt }) => ({
    ...{ id, title, amount, currency, state, url: listingId && `https://www.etsy.com/listing/${listingId}` },
    ...{ createdAt: createdAt.toISOString(), boughtAt: isoOf(boughtAt) },
  }))
}

/** Asks for a buyer's file once more. */
export const fetchAgain = (ctx: Context, code: string, id: string): Promise<OrderEtsyDto> =>
  inTransaction(ctx, async (tx) => {
    authorize(canSync(ctx.actor))
    const { order } = await loadOrder(tx, code)
    const [file] = await tx.tx
      .select()
      .from(etsyFiles)
      .where(and(eq(etsyFiles.id, id), eq(etsyFiles.orderId, order.id)))
      .for('update')
    if (!file) throw notFound()
    if (file.state !== 'failed' || !file.sealedUrl)
      throw conflict('etsy.file_not_failed', 'This file is here already, or on its way.')
    const anew = { state: 'waiting' as const, attempts: 0, problemCode: null, problem: null }
    await tx.tx.update(etsyFiles).set(anew).where(eq(etsyFiles.id, id))
    await tx.platform.jobs.send<FileJob>(FILES_JOB, { shopId: shopOf(tx), id }, tx.tx)
    await record(tx, { type: 'etsy.file_asked', orderId: order.id, subjectId: id })
    return readOrderEtsy(tx, code)
  })
