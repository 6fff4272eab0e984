import type { MarksInput, OrderDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import type { Context, InTx } from '../platform/context.ts'
import { postgresCode } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { actOn } from './acting.ts'
import { labelTaken } from './orders.ts'
import { canMark } from './policy.ts'
import type { OrderRow } from './store.ts'

const { orders } = schema

/** Tags, rush, gift and the shop's own number. */
export const markOrder = (ctx: Context, code: string, input: MarksInput): Promise<OrderDto> =>
  actOn(ctx, code, async (tx, order) => {
    authorize(canMark(ctx.actor))
    const wanted = columnsOf(input)
    const fields = Object.keys(wanted).filter((field) => differs(order, wanted, field as keyof Marks))
    if (fields.length === 0) return
    await write(tx, order.id, wanted)
    await record(tx, { type: 'order.marked', orderId: order.id, subjectId: order.id, data: { fields } })
  })

type Marks = Partial<Pick<OrderRow, 'tags' | 'priority' | 'isGift' | 'giftNote' | 'label'>>

const columnsOf = ({ tags, priority, gift, label }: MarksInput): Marks => ({
  ...(tags && { tags: distinct(tags) }),
  ...(priority && { priority }),
  ...(gift !== undefined && { isGift: gift !== null, giftNote: gift?.note || null }),
  ...(label !== undefined && { label }),
})

/** What says the same in other letters is one; the first way of writing it stays. */
const distinct = (tags: string[]): string[] =>
  [...new Map(tags.toReversed().map((tag) => [tag.toLowerCase(), tag] as const)).values()].reverse()

const differs = (order: OrderRow, wanted: Marks, field: keyof Marks) =>
  JSON.stringify(order[field]) !== JSON.stringify(wanted[field])

async function write(ctx: InTx, id: string, wanted: Marks): Promise<void> {
  try {
    await ctx.tx.transaction((savepoint) =>
      savepoint
        .update(orders)
        .set({ ...wanted, updatedAt: ctx.platform.now() })
        .where(eq(orders.id, id)),
    )
  } catch (error) {
    if (postgresCode(error) === '23505' && wanted.label) throw labelTaken(wanted.label)
    throw error
  }
}
