import { sql } from 'drizzle-orm'
import { boolean, date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, createdAt, id, shopId } from './columns.ts'

export const users = pgTable('users', {
  id: id(),
  /** Lower-cased; people sign in with it. */
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
  passwordHash: text('password_hash').notNull(),
  createdAt: createdAt(),
})

export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the cookie's value: a stolen table opens nothing. */
    idHash: text('id_hash').primaryKey(),
    /** What the settings screen names a session by. */
    publicId: uuid('public_id').notNull().unique(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: at('expires_at').notNull(),
    createdAt: createdAt(),
    lastSeenAt: at('last_seen_at').notNull().defaultNow(),
    /** "Firefox on Windows": for recognising one's own devices, not for tracking. */
    device: text('device').notNull().default(''),
  },
  (t) => [index().on(t.userId)],
)

export const passwordResets = pgTable('password_resets', {
  tokenHash: text('token_hash').primaryKey(),
  userId: uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  expiresAt: at('expires_at').notNull(),
  usedAt: at('used_at'),
  createdAt: createdAt(),
})

export const shops = pgTable('shops', {
  id: id(),
  /** Stands in addresses: /s/<code>/… */
  code: text('code').notNull().unique(),
  name: text('name').notNull(),
  timezone: text('timezone').notNull(),
  currency: text('currency').notNull(),
  locale: text('locale').notNull(),
  /** The number the next order is labelled with; labels are the shop's, keys are ours. */
  nextOrderLabel: integer('next_order_label').notNull().default(1001),
  /** ISO days of the week, 1 (Monday) to 7, and days nobody works: what due dates are counted in. */
  workingDays: integer('working_days').array().notNull().default(sql`'{1,2,3,4,5}'`),
  daysOff: date('days_off', { mode: 'string' }).array().notNull().default(sql`'{}'`),
  demo: boolean('demo').notNull().default(false),
  /** After how many days a closed order loses its names and pictures; null keeps them. */
  retentionDays: integer('retention_days'),
  /** Off: no link is made, mailed or honoured, and the shop reviews its proofs itself. */
  customerLinks: boolean('customer_links').notNull().default(true),
  /** Whom to ask about one's data, as the disclosure page says it. */
  privacyContact: text('privacy_contact').notNull().default(''),
  createdAt: createdAt(),
})

export const members = pgTable(
  'members',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    role: text('role', { enum: ['owner', 'manager', 'maker', 'viewer'] }).notNull(),
    createdAt: createdAt(),
    /** Set instead of deleting the row: what they did keeps its author. */
    removedAt: at('removed_at'),
  },
  (t) => [uniqueIndex().on(t.shopId, t.userId), index().on(t.userId)],
)

export const invitations = pgTable(
  'invitations',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    tokenHash: text('token_hash').notNull().unique(),
    role: text('role', { enum: ['manager', 'maker', 'viewer'] }).notNull(),
    createdBy: uuid('created_by').notNull(),
    createdAt: createdAt(),
    expiresAt: at('expires_at').notNull(),
    acceptedAt: at('accepted_at'),
    revokedAt: at('revoked_at'),
  },
  (t) => [index().on(t.shopId)],
)

/** Rights on one order, carried by an address. The token is HMAC(server key, id, generation) and never stored. */
export const links = pgTable(
  'links',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: uuid('order_id').notNull(),
    /** The public half: /c/<code>. */
    code: text('code').notNull().unique(),
    label: text('label').notNull(),
    canComment: boolean('can_comment').notNull(),
    canDecide: boolean('can_decide').notNull(),
    generation: integer('generation').notNull().default(1),
    expiresAt: at('expires_at').notNull(),
    revokedAt: at('revoked_at'),
    createdBy: uuid('created_by').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.shopId, t.orderId)],
)

/** One guest session on one link, with the name they gave. Its id is the guest's actor id in rooms. */
export const participants = pgTable(
  'participants',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: uuid('order_id').notNull(),
    linkId: uuid('link_id')
      .notNull()
      .references(() => links.id),
    /** The link's generation when it was opened: rotating the link ends the session. */
    generation: integer('generation').notNull(),
    sessionHash: text('session_hash').notNull().unique(),
    name: text('name'),
    device: text('device').notNull().default(''),
    createdAt: createdAt(),
    lastSeenAt: at('last_seen_at').notNull().defaultNow(),
  },
  (t) => [index().on(t.shopId, t.orderId), index().on(t.linkId)],
)
