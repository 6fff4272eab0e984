import { boolean, date, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, createdAt, id, shopId } from './columns.ts'
import { members, shops } from './identity.ts'
import { orders } from './orders.ts'

/** A member was told that something of an order is due soon: once for each thing that is due. */
export const alerts = pgTable(
  'alerts',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    kind: text('kind', { enum: ['reply', 'update', 'proof'] }).notNull(),
    /** The instant or the day it is due, as it is spelled: another date is another alert. */
    due: text('due').notNull(),
    createdAt: createdAt(),
    readAt: at('read_at'),
    /** When the mail shortly before was queued. */
    mailedAt: at('mailed_at'),
  },
  (t) => [
    uniqueIndex('alerts_once').on(t.memberId, t.orderId, t.kind, t.due),
    index().on(t.shopId, t.memberId, t.createdAt),
    index().on(t.orderId),
  ],
)

/** What a member wants by mail; without a row nothing. */
export const alertSettings = pgTable('alert_settings', {
  memberId: uuid('member_id')
    .primaryKey()
    .references(() => members.id),
  shopId: shopId().references(() => shops.id),
  digest: boolean('digest').notNull().default(false),
  beforeReply: boolean('before_reply').notNull().default(false),
})

/** The morning's mail of a day went out, or had nothing to tell. */
export const alertDigests = pgTable(
  'alert_digests',
  {
    shopId: shopId().references(() => shops.id),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    day: date('day', { mode: 'string' }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.day] })],
)
