import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { at, createdAt, id, shopId, xid8 } from './columns.ts'
import { shops } from './identity.ts'

/** Who did what to which thing, for good. Ids and numbers only, never personal values. */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    type: text('type').notNull(),
    actorType: text('actor_type', { enum: ['member', 'guest', 'user', 'system', 'anonymous'] }).notNull(),
    actorId: uuid('actor_id'),
    orderId: uuid('order_id'),
    subjectId: uuid('subject_id'),
    data: jsonb('data').$type<Record<string, unknown>>().notNull().default({}),
    requestId: text('request_id').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.shopId, t.orderId, t.createdAt), index().on(t.shopId, t.createdAt)],
)

/** What the event stream and the jobs read. Written in the action's own transaction. */
export const outbox = pgTable(
  'outbox',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
    eventId: uuid('event_id').notNull(),
    shopId: shopId().references(() => shops.id),
    orderId: uuid('order_id'),
    type: text('type').notNull(),
    subjectId: uuid('subject_id'),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.shopId, t.xid), index().on(t.createdAt)],
)

/** The answer already given to a request that may be sent twice. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    shopId: shopId(),
    actor: text('actor').notNull(),
    key: text('key').notNull(),
    /** SHA-256 of method, path and body: the same key for another request is refused. */
    request: text('request').notNull(),
    status: integer('status'),
    body: text('body'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.actor, t.key] }), index().on(t.createdAt)],
)

/** Uploaded bytes a shop holds, by hash; the bytes are in the file store. */
export const files = pgTable(
  'files',
  {
    shopId: shopId().references(() => shops.id),
    hash: text('hash').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    mediaType: text('media_type').notNull(),
    createdAt: createdAt(),
    /** Erasure removes the bytes and keeps the hash. */
    erasedAt: at('erased_at'),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.hash] })],
)
