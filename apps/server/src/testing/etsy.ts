import { randomUUID } from 'node:crypto'
import type { OrderDto } from '@proofroom/contract'
import { inTransaction, schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { idOfShop } from './dump.ts'
import type { Shop } from './factories.ts'

const { etsyExtras, etsyFiles, etsyParked, etsyRules, etsyTasks, orderFiles, orders } = schema

/** What the matrix acts on: ids in its addresses. */
export type EtsyThings = {
  parked: string
  rule: string
  orderFile: string
  etsyFile: string
  etsyTask: string
  etsyExtra: string
}

/** Things of an Etsy connection that nobody can bring about from outside in a moment. */
export async function buildEtsyThings(shop: Shop, order: OrderDto, canary: string): Promise<EtsyThings> {
  const shopId = await idOfShop(shop.t, shop)
  const memberId = shop.me.memberships[0]?.memberId as string
  const [parked, rule, orderFile, etsyFile] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const [etsyTask, etsyExtra] = [uuidv7(), uuidv7()]
  const now = new Date()
  await inTransaction(shop.t.database.db, { shopId }, async (tx) => {
    const [row] = await tx.select().from(orders).where(eq(orders.code, order.code))
    const orderId = row?.id as string
    await tx.insert(etsyParked).values({
      ...{ id: parked, shopId, receiptId: randomUUID(), raw: { name: canary }, code: 'etsy.failed', reason: 'Why' },
      ...{ firstAt: now, lastAt: now },
    })
    await tx.insert(etsyRules).values({ id: rule, shopId, kind: 'tag', value: `${canary} ${rule}`, memberId })
    const bytes = { originalHash: 'a', shownHash: 'b', previewHash: 'c', thumbHash: 'd' }
    await tx.insert(orderFiles).values({
      ...{ id: orderFile, shopId, orderId, source: 'etsy', name: `${canary}’s photo`, mediaType: 'image/png' },
      ...{ size: 1, width: 1, height: 1, ...bytes },
    })
    await tx.insert(etsyFiles).values({
      ...{ id: etsyFile, shopId, orderId, transactionId: randomUUID(), name: `${canary}’s photo` },
      ...{ mediaType: 'image/png', urlHash: etsyFile, state: 'failed' },
    })
    const copy = [{ name: 'Note to buyer', value: canary }]
    await tx.insert(etsyExtras).values({
      ...{ id: etsyExtra, shopId, orderId, title: `${canary}’s box`, description: `For ${canary}` },
      ...{ amount: 900, currency: 'EUR', state: 'bought', memberId },
    })
    await tx.insert(etsyTasks).values({ id: etsyTask, shopId, orderId, kind: 'ship', copy })
  })
  return { parked, rule, orderFile, etsyFile, etsyTask, etsyExtra }
}
