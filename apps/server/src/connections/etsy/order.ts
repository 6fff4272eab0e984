import type { EtsyShipmentDto, EtsyTaskDto, OrderEtsyDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { and, asc, eq, sql } from 'drizzle-orm'
import { loadOrder } from '../../orders/index.ts'
import type { Member } from '../../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../../platform/context.ts'
import { conflict, notFound } from '../../platform/errors.ts'
import { record } from '../../platform/events/record.ts'
import { authorize, no, presentPermission } from '../../platform/policy.ts'
import { canAddExtra } from './extras/policy.ts'
import { readExtras } from './extras/reading.ts'
import { FILES_JOB, type FileJob } from './files.ts'
import { canSync } from './policy.ts'
import { isoOf, orderPage } from './present.ts'
import { findConnection } from './store.ts'
import { placeOf } from './tasks.ts'

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
  const connection = await findConnection(ctx)
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
    extras: await readExtras(ctx, order.id, connection),
    currency: connection?.currency ?? null,
    can: {
      tellShipped: presentPermission(onEtsy),
      addExtra: presentPermission(canAddExtra(ctx.actor, { order, isFromEtsy: receipt !== undefined, connection })),
    },
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
    .select({ task: etsyTasks, listingId: etsyExtras.listingId })
    .from(etsyTasks)
    .leftJoin(etsyExtras, eq(sql`${etsyExtras.id}::text`, etsyTasks.subject))
    .where(eq(etsyTasks.orderId, orderId))
    .orderBy(asc(etsyTasks.createdAt))
  const base = `/api/s/${(ctx.actor as Member).shopCode}/orders/${order.code}/files`
  return rows.map(({ task, listingId }) => ({
    ...{ id: task.id, kind: task.kind, order, copy: task.copy, outcome: task.outcome },
    url: placeOf(ctx, { ...task, receiptId, listingId }),
    file: task.fileId ? { name: 'file', url: `${base}/${task.fileId}/original` } : null,
    ...{ createdAt: task.createdAt.toISOString(), doneAt: isoOf(task.doneAt) },
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
