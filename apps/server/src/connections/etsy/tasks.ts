import type { EtsyTaskDoneInput, EtsyTaskDto, EtsyTaskListDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Member } from '../../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../../platform/context.ts'
import { notFound } from '../../platform/errors.ts'
import { record } from '../../platform/events/record.ts'
import { authorize } from '../../platform/policy.ts'
import { canSync } from './policy.ts'
import { isoOf, listingEditor, NEW_LISTING, orderPage } from './present.ts'

const { customers, etsyExtras, etsyReceipts, etsyTasks, orderFiles, orders } = schema

type TaskRow = typeof etsyTasks.$inferSelect
type Added = Pick<TaskRow, 'orderId' | 'kind' | 'copy'> & Partial<Pick<TaskRow, 'subject' | 'fileId'>>

/** Something for the seller to do on Etsy; while it is open, said again it only has other words to copy. */
export async function addTask(ctx: InTx, { orderId, kind, copy, subject = '', fileId = null }: Added): Promise<void> {
  const id = uuidv7()
  const row = { id, shopId: shopOf(ctx), orderId, kind, subject, copy, fileId, createdAt: ctx.platform.now() }
  await ctx.tx
    .insert(etsyTasks)
    .values(row)
    .onConflictDoUpdate({
      target: [etsyTasks.orderId, etsyTasks.kind, etsyTasks.subject],
      targetWhere: isNull(etsyTasks.doneAt),
      set: { copy, fileId },
    })
  await record(ctx, { type: 'etsy.task_added', orderId, subjectId: id, data: { kind } })
}

/** Ends what is open of an order, all of a kind or that of one subject, without anybody's tick. */
export async function closeTasks(
  ctx: InTx,
  { orderId, kind, subject }: Pick<TaskRow, 'orderId' | 'kind'> & Partial<Pick<TaskRow, 'subject'>>,
  outcome: 'found' | 'not_needed',
): Promise<void> {
  const doneAt = ctx.platform.now()
  const closed = await ctx.tx
    .update(etsyTasks)
    .set({ doneAt, outcome })
    .where(
      and(
        ...[eq(etsyTasks.orderId, orderId), eq(etsyTasks.kind, kind), isNull(etsyTasks.doneAt)],
        subject === undefined ? undefined : eq(etsyTasks.subject, subject),
      ),
    )
    .returning({ id: etsyTasks.id })
  for (const { id } of closed) await record(ctx, { type: 'etsy.task_done', orderId, subjectId: id, data: { outcome } })
}

/** What Etsy itself shows as sent, or as never to be sent, needs nobody any more. */
export async function closeSettled(ctx: InTx): Promise<void> {
  const open = await ctx.tx
    .select({ orderId: etsyTasks.orderId, subject: etsyTasks.subject, status: etsyReceipts.status })
    .from(etsyTasks)
    .innerJoin(orders, eq(orders.id, etsyTasks.orderId))
    // The order's own, or extra work that joined it and is an order of its own there.
    .innerJoin(
      etsyReceipts,
      eq(etsyReceipts.receiptId, sql`coalesce(nullif(${etsyTasks.subject}, ''), ${orders.sourceRef})`),
    )
    .where(
      and(
        eq(etsyTasks.kind, 'ship'),
        isNull(etsyTasks.doneAt),
        inArray(etsyReceipts.status, ['shipped', 'cancelled', 'refunded']),
        // What was shipped before the task was made is what the task corrects.
        sql`${etsyReceipts.appliedAt} > ${etsyTasks.createdAt}`,
      ),
    )
  for (const { status, ...task } of open)
    await closeTasks(ctx, { ...task, kind: 'ship' }, status === 'shipped' ? 'found' : 'not_needed')
}

const SHOWN = 200

export const listTasks = (ctx: Context): Promise<EtsyTaskListDto> =>
  inTransaction(ctx, async (tx) => {
    const rows = await tx.tx
      .select({
        ...{ task: etsyTasks, order: orders, name: customers.name, file: orderFiles.name, ref: orders.sourceRef },
        listingId: etsyExtras.listingId,
      })
      .from(etsyTasks)
      .innerJoin(orders, eq(orders.id, etsyTasks.orderId))
      .innerJoin(customers, eq(customers.id, orders.customerId))
      .leftJoin(orderFiles, eq(orderFiles.id, etsyTasks.fileId))
      .leftJoin(etsyExtras, eq(sql`${etsyExtras.id}::text`, etsyTasks.subject))
      .where(isNull(etsyTasks.doneAt))
      .orderBy(asc(etsyTasks.createdAt), asc(etsyTasks.id))
      .limit(SHOWN)
    const base = `/api/s/${(ctx.actor as Member).shopCode}/orders`
    return { tasks: rows.map((row) => presentTask(ctx, row, base)) }
  })

type Listed = {
  task: TaskRow
  order: typeof orders.$inferSelect
  name: string
  file: string | null
  ref: string | null
  listingId: string | null
}

const presentTask = (ctx: Context, { task, order, name, file, ref, listingId }: Listed, base: string): EtsyTaskDto => ({
  ...{ id: task.id, kind: task.kind, copy: task.copy, outcome: task.outcome },
  order: { code: order.code, label: order.label, customerName: name },
  url: placeOf(ctx, { ...task, receiptId: ref, listingId }),
  file: task.fileId && file ? { name: file, url: `${base}/${order.code}/files/${task.fileId}/original` } : null,
  ...{ createdAt: task.createdAt.toISOString(), doneAt: isoOf(task.doneAt) },
})

type Place = Pick<TaskRow, 'kind' | 'subject'> & { receiptId: string | null; listingId: string | null }

/** Where at Etsy it is done. */
export function placeOf({ platform }: Context, { kind, subject, receiptId, listingId }: Place): string | null {
  if (kind === 'ship' && subject) return orderPage(subject)
  if (kind === 'publish_listing') return listingId ? listingEditor(platform, listingId) : NEW_LISTING
  return receiptId && orderPage(receiptId)
}

/** Ticked off by whoever did it, or saw that nobody has to. */
export async function tickTask(ctx: Context, id: string, { outcome }: EtsyTaskDoneInput): Promise<EtsyTaskListDto> {
  await inTransaction(ctx, async (tx) => {
    authorize(canSync(ctx.actor))
    const [task] = await tx.tx.select().from(etsyTasks).where(eq(etsyTasks.id, id)).for('update')
    if (!task) throw notFound()
    if (task.doneAt) return
    const { memberId } = ctx.actor as Member
    await tx.tx
      .update(etsyTasks)
      .set({ outcome, doneAt: tx.platform.now(), doneBy: memberId })
      .where(eq(etsyTasks.id, id))
    await record(tx, { type: 'etsy.task_done', orderId: task.orderId, subjectId: id, data: { outcome } })
  })
  return listTasks(ctx)
}
