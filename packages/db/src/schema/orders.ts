import type { OrderFacts } from '@proofroom/workflow'
import { date, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, createdAt, id, shopId } from './columns.ts'
import { shops } from './identity.ts'

export const customers = pgTable(
  'customers',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    name: text('name').notNull(),
    email: text('email'),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.shopId, t.name)],
)

export const orders = pgTable(
  'orders',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    /** Short random code in addresses. */
    code: text('code').notNull(),
    /** "2214": the shop's own label. */
    label: text('label').notNull(),
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    title: text('title').notNull(),
    dueOn: date('due_on', { mode: 'string' }),
    /** What the other slices said about this order; whose move follows from it (packages/workflow). */
    facts: jsonb('facts').$type<OrderFacts>().notNull(),
    move: text('move', { enum: ['shop', 'customer', 'carrier', 'nobody'] }).notNull(),
    moveReason: text('move_reason').notNull(),
    moveSince: at('move_since').notNull(),
    phase: text('phase').notNull(),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex().on(t.shopId, t.code),
    uniqueIndex().on(t.shopId, t.label),
    index().on(t.shopId, t.move, t.moveSince),
    index().on(t.shopId, t.createdAt),
  ],
)

export const orderItems = pgTable(
  'order_items',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    position: integer('position').notNull(),
    title: text('title').notNull(),
    quantity: integer('quantity').notNull(),
  },
  (t) => [index().on(t.shopId, t.orderId)],
)

/** What the customer wants on it, line by line: "Name" = "The Hartleys". */
export const personalizations = pgTable(
  'personalizations',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    itemId: uuid('item_id')
      .notNull()
      .references(() => orderItems.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    value: text('value').notNull(),
  },
  (t) => [index().on(t.shopId, t.orderId)],
)
