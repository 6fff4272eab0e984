import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { bytewise, createdAt, id, shopId } from './columns.ts'
import { members, shops } from './identity.ts'
import { orders } from './orders.ts'

/**
 * A row for each word of an order, as `words_of` of the database reads it: the only index that search can use under
 * row level security (docs/decisions/search-under-tenancy.md). Triggers keep it, whoever writes (0006).
 */
export const orderWords = pgTable(
  'order_words',
  {
    shopId: shopId().references(() => shops.id),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id, { onDelete: 'cascade' }),
    word: bytewise('word').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orderId, t.word] }), index('order_words_word').on(t.shopId, t.word, t.orderId)],
)

/** A view of the orders' table that somebody kept for everybody of the shop: its name, and what its address says. */
export const orderViews = pgTable(
  'order_views',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    name: text('name').notNull(),
    search: text('search').notNull(),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.shopId, t.createdAt)],
)
