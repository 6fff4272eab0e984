import { schema } from '@proofroom/db'
import type { EtsyOrder } from '@proofroom/etsy'
import { dayIn } from '@proofroom/workflow'
import { eq } from 'drizzle-orm'
import { loadShop } from '../../identity/index.ts'
import {
  cancelledElsewhere,
  changedElsewhere,
  type ElsewhereChange,
  loadOrderById,
  type OrderRow,
  shippedElsewhere,
} from '../../orders/index.ts'
import { type InTx, shopOf } from '../../platform/context.ts'
import { extraGivenBack } from './extras/joining.ts'
import { queueFiles } from './files.ts'
import { DUE, GIFT, itemPart, NOTE, type Parts, partsOf, readHash } from './parts.ts'
import type { ReceiptRow } from './store.ts'
import { closeTasks } from './tasks.ts'
import { giftOf, wordsOn } from './words.ts'

const { etsyItems } = schema

/** What was said anew of an order that is here. What Etsy says as before stays as the shop has it by now. */
export async function follow(ctx: InTx, row: Followed, order: EtsyOrder): Promise<void> {
  const own = (await loadOrderById(ctx, row.orderId)).order
  // Extra work was bought by itself: of the order it joined it says only what is to be made.
  const isExtra = own.sourceRef !== row.receiptId
  const { items, ...rest } = await changeOf(ctx, row, order, own)
  const change = { ...(items && { items }), ...(!isExtra && rest) }
  if (Object.keys(change).length > 0) await changedElsewhere(ctx, row.orderId, change)
  await queueFiles(ctx, order, row.orderId)
  if (order.status === row.status) return
  if (!isExtra) await followStatus(ctx, row, order)
  else if (isOver(order)) await extraGivenBack(ctx, row.receiptId, row.orderId)
}

type Followed = ReceiptRow & { orderId: string }

const isOver = ({ status }: EtsyOrder) => status === 'cancelled' || status === 'refunded'

async function followStatus(ctx: InTx, row: Followed, order: EtsyOrder): Promise<void> {
  if (order.status === 'cancelled') await cancelledElsewhere(ctx, row.orderId, 'Cancelled on Etsy.')
  if (order.status === 'refunded') await cancelledElsewhere(ctx, row.orderId, 'Refunded on Etsy.')
  if (isOver(order)) await closeTasks(ctx, { orderId: row.orderId, kind: 'cancel' }, 'found')
  if (order.status !== 'shipped') return
  const parcel = order.shipments.at(-1)
  const { carrier, tracking, at } = { carrier: null, tracking: null, at: null, ...parcel }
  await shippedElsewhere(ctx, row.orderId, { at: at ?? order.updatedAt, carrier: carrier ?? 'Etsy', tracking })
}

async function changeOf(ctx: InTx, row: Followed, order: EtsyOrder, own: OrderRow): Promise<ElsewhereChange> {
  const [last, now] = [readHash(row.appliedHash), partsOf(order)]
  const isNew = (part: string) => last[part] !== now[part]
  const { isGift, giftNote } = giftOf(order)
  const items = await changedItems(ctx, order, last, now)
  // What lies in the parcel stays as it was written, and of a cancelled order nothing is made.
  const isClosed = own.facts.shippedAt !== null || own.facts.cancelledAt !== null
  return {
    ...(items.size > 0 && !isClosed && { items }),
    ...(isNew(NOTE) && { customerNote: order.note }),
    ...(isNew(GIFT) && { gift: { isGift, note: giftNote } }),
    ...(isNew(DUE) && { dueOn: await dayOf(ctx, order.shipBy) }),
  }
}

const dayOf = async (ctx: InTx, at: Date | null): Promise<string | null> =>
  at && dayIn((await loadShop(ctx, shopOf(ctx))).timezone, at.toISOString())

async function changedItems(ctx: InTx, order: EtsyOrder, last: Parts, now: Parts) {
  const changed = order.items.filter((item) => last[itemPart(item)] !== now[itemPart(item)])
  if (changed.length === 0) return new Map<string, ReturnType<typeof wordsOn>>()
  const rows = await ctx.tx.select().from(etsyItems).where(eq(etsyItems.receiptId, order.ref))
  const ids = new Map(rows.map(({ transactionId, itemId }) => [transactionId, itemId]))
  return new Map(
    changed.flatMap((item) => {
      const id = ids.get(item.ref)
      return id ? [[id, wordsOn(item)] as const] : []
    }),
  )
}
