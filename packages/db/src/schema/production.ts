import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { at, createdAt, id, shopId } from './columns.ts'
import { shops } from './identity.ts'
import { orderItems, orders } from './orders.ts'

const orderId = () =>
  uuid('order_id')
    .notNull()
    .references(() => orders.id)

/**
 * Where a line item went on the board, when, and who took it there. The words of an override are here, because the
 * audit trail holds none. Written once.
 */
export const itemMoves = pgTable(
  'item_moves',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: orderId(),
    itemId: uuid('item_id')
      .notNull()
      .references(() => orderItems.id, { onDelete: 'cascade' }),
    /** `to_start`, a stage's id, `ready` … */
    fromPlace: text('from_place').notNull(),
    toPlace: text('to_place').notNull(),
    /** What it was moved in spite of: `move.unsigned` … */
    overrides: text('overrides').array().notNull().default([]),
    reason: text('reason').notNull().default(''),
    memberId: uuid('member_id'),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.shopId, t.orderId, t.createdAt)],
)

/** A parcel on its way. It holds every item of its order. */
export const shipments = pgTable(
  'shipments',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: orderId(),
    carrier: text('carrier').notNull(),
    tracking: text('tracking'),
    url: text('url'),
    shippedAt: at('shipped_at').notNull(),
    deliveredAt: at('delivered_at'),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.shopId, t.orderId)],
)
