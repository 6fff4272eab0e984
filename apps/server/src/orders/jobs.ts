import { schema } from '@proofroom/db'
import { and, eq, isNotNull } from 'drizzle-orm'
import { customerLink, linkUrl, loadShop } from '../identity/index.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import type { EventJob, Reaction } from '../platform/events/jobs.ts'
import { mailedTo } from './mailed.ts'
import { loadOrderById } from './store.ts'

const { orderFiles } = schema

type ContextFor = (job: EventJob, name: string) => Context

/** What follows an order's events by mail, for customers who left an address. */
export const orderReactions = (contextFor: ContextFor): Reaction[] => [
  {
    name: 'mail.file_handed_over',
    on: 'file.handed_over',
    run: (job) => mailHandedOver(contextFor(job, 'mail.file_handed_over'), job),
  },
]

async function mailHandedOver(ctx: Context, { subjectId }: EventJob): Promise<void> {
  const letter = subjectId && (await inTransaction(ctx, (tx) => letterOf(tx, subjectId)))
  if (letter) await ctx.platform.mail.send(letter)
}

/** Null when it was taken back meanwhile, or there is nobody to write to: the screen says who is. */
async function letterOf(ctx: InTx, fileId: string) {
  const [file] = await ctx.tx
    .select()
    .from(orderFiles)
    .where(and(eq(orderFiles.id, fileId), isNotNull(orderFiles.handedOverAt)))
  if (!file) return null
  const { customer } = await loadOrderById(ctx, file.orderId)
  const shop = await loadShop(ctx, shopOf(ctx))
  const to = mailedTo(ctx, shop, customer)
  if (!to) return null
  const link = linkUrl(ctx, await customerLink(ctx, file.orderId, customer.name))
  const text = `Your file “${file.name}” is ready. Open this link to save it:\n${link}\n\n${shop.name}`
  return { to, subject: `Your file: ${file.name}`, text }
}
