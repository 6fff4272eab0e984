import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import type { InTx } from '../platform/context.ts'
import { record } from '../platform/events/record.ts'
import type { BroughtItem } from './bringing.ts'
import { setFacts } from './facts.ts'
import { replaceItems } from './items.ts'
import { titleOf } from './orders.ts'

const { orders } = schema

/** What is said differently where an order came from. */
export type BroughtChange = {
  items?: BroughtItem[]
  dueOn?: string
  tags?: string[]
  isRush?: boolean
  gift?: { isGift: boolean; note: string | null }
}

/** Writes what came again into an order of which nobody depends on it yet; the caller has made sure. */
export async function changeBrought(
  ctx: InTx,
  id: string,
  { items, dueOn, tags, isRush, gift }: BroughtChange,
  { hash, data }: { hash: string; data: Record<string, unknown> },
): Promise<void> {
  if (items) await replaceItems(ctx, id, items)
  await ctx.tx
    .update(orders)
    .set({
      sourceHash: hash,
      ...(items && { title: titleOf(items) }),
      ...(tags && { tags }),
      ...(isRush !== undefined && { priority: isRush ? 'rush' : 'normal' }),
      ...(gift && { isGift: gift.isGift, giftNote: gift.note }),
    })
    .where(eq(orders.id, id))
  await setFacts(ctx, id, (facts) => (dueOn === undefined ? facts : { ...facts, shipBy: dueOn }))
  const fields = Object.entries({ items, dueOn, tags, priority: isRush, gift })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name)
  await record(ctx, { type: 'order.changed', orderId: id, subjectId: id, data: { ...data, fields } })
}
