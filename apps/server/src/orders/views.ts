import { ListOrdersQuery, type OrderViewsDto, type SaveOrderViewInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { asc, count, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Member } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'

const { orderViews } = schema

/** More is a list of its own to search in. */
const MOST = 200

/** Views are the shop's: what one person worked out, the others find. */
export const getViews = (ctx: Context): Promise<OrderViewsDto> => inTransaction(ctx, readViews)

async function readViews(ctx: InTx): Promise<OrderViewsDto> {
  const rows = await ctx.tx.select().from(orderViews).orderBy(asc(orderViews.createdAt), asc(orderViews.id))
  return { views: rows.map(({ id, name, search }) => ({ id, name, search })) }
}

export function saveView(ctx: Context, { name, search }: SaveOrderViewInput): Promise<OrderViewsDto> {
  return inTransaction(ctx, async (tx) => {
    const [known] = await tx.tx.select({ n: count() }).from(orderViews)
    if ((known?.n ?? 0) >= MOST)
      throw conflict('view.many', `There are ${MOST} views already. Remove one that nobody needs.`)
    const { memberId } = ctx.actor as Member
    const id = uuidv7()
    await tx.tx.insert(orderViews).values({ id, shopId: shopOf(ctx), name, search: cleaned(search), memberId })
    await record(tx, { type: 'view.saved', subjectId: id })
    return readViews(tx)
  })
}

export function removeView(ctx: Context, id: string): Promise<OrderViewsDto> {
  return inTransaction(ctx, async (tx) => {
    const gone = await tx.tx.delete(orderViews).where(eq(orderViews.id, id)).returning({ id: orderViews.id })
    if (gone.length === 0) throw notFound()
    await record(tx, { type: 'view.removed', subjectId: id })
    return readViews(tx)
  })
}

/** Only what the table understands is kept, and no page of it. */
function cleaned(search: string): string {
  const known = ListOrdersQuery.omit({ after: true }).safeParse(Object.fromEntries(new URLSearchParams(search)))
  if (!known.success) throw invalid('view.search', 'This is no view of the orders. Filter the table, then save it.')
  return new URLSearchParams(known.data as Record<string, string>).toString()
}
