import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { at, bytes, createdAt, shopId, xid8 } from './columns.ts'
import { shops } from './identity.ts'
import { orders } from './orders.ts'

/** A live room. `closed_at` is what the journal's insert tests: the database decides, not the process. */
export const rooms = pgTable('rooms', {
  /** `p:<versionId>` */
  name: text('name').primaryKey(),
  shopId: shopId().references(() => shops.id),
  orderId: uuid('order_id')
    .notNull()
    .references(() => orders.id),
  versionId: uuid('version_id').notNull().unique(),
  closedAt: at('closed_at'),
  /** Raised when live values are copied into a fresh document. */
  epoch: integer('epoch').notNull().default(1),
})

/** Every edit, before anybody sees it. `xid` lets another process read what it may have missed. */
export const journal = pgTable(
  'journal',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    room: text('room')
      .notNull()
      .references(() => rooms.name),
    shopId: shopId(),
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
    actorId: uuid('actor_id').notNull(),
    /** Yjs client ids that this update bound to the actor. */
    clientIds: bigint('client_ids', { mode: 'number' }).array().notNull(),
    payload: bytes('payload').notNull(),
    /** CRC-32 of the payload: a row that rotted is set aside, not applied. */
    checksum: bigint('checksum', { mode: 'number' }).notNull(),
    createdAt: createdAt(),
    /** Set when a row was found unreadable; the room then opens read-only. */
    quarantinedAt: at('quarantined_at'),
  },
  (t) => [index().on(t.room, t.xid), index().on(t.shopId)],
)

/** Rows that compaction took out of the journal: what was said when, for replay. Nothing is opened from here. */
export const journalHistory = pgTable(
  'journal_history',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    room: text('room')
      .notNull()
      .references(() => rooms.name),
    shopId: shopId(),
    /** Of the document that the payload belongs to. */
    epoch: integer('epoch').notNull(),
    actorId: uuid('actor_id').notNull(),
    payload: bytes('payload').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [index().on(t.room, t.seq)],
)

/** What compaction made of the journal rows it removed. */
export const roomStates = pgTable('room_states', {
  room: text('room')
    .primaryKey()
    .references(() => rooms.name),
  shopId: shopId(),
  /** Raised by every compaction: a reader of the tail that sees another one takes the state too. */
  generation: integer('generation').notNull(),
  payload: bytes('payload').notNull(),
  /** Of the payload; null where it was never kept. */
  stateVector: bytes('state_vector'),
  checksum: bigint('checksum', { mode: 'number' }).notNull(),
  updatedAt: at('updated_at').notNull().defaultNow(),
})

/** Which actor a Yjs client id belongs to, for good. */
export const clientBindings = pgTable(
  'client_bindings',
  {
    room: text('room')
      .notNull()
      .references(() => rooms.name),
    clientId: bigint('client_id', { mode: 'number' }).notNull(),
    shopId: shopId(),
    actorId: uuid('actor_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.room, t.clientId] })],
)

/** Single-use, sixty seconds: what a socket shows instead of a cookie. */
export const tickets = pgTable(
  'tickets',
  {
    hash: text('hash').primaryKey(),
    shopId: shopId().references(() => shops.id),
    room: text('room').notNull(),
    /** Who it was issued to and what they may do; the shape is proofs/live's. */
    grant: jsonb('grant').$type<Record<string, unknown>>().notNull(),
    /** Of the room's document that it lets into. */
    epoch: integer('epoch').notNull().default(1),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [index().on(t.expiresAt)],
)
