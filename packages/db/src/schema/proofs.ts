import type { Projection } from '@proofroom/proof'
import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, createdAt, id, shopId } from './columns.ts'
import { shops } from './identity.ts'
import { orderItems, orders } from './orders.ts'

const orderId = () =>
  uuid('order_id')
    .notNull()
    .references(() => orders.id)

export const proofs = pgTable(
  'proofs',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: orderId(),
    title: text('title').notNull(),
    /** The last change request's number: numbers are for good. */
    lastRequestNumber: integer('last_request_number').notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.shopId, t.orderId)],
)

/** The line items a proof covers. */
export const proofItems = pgTable(
  'proof_items',
  {
    shopId: shopId().references(() => shops.id),
    orderId: orderId(),
    proofId: uuid('proof_id')
      .notNull()
      .references(() => proofs.id),
    itemId: uuid('item_id')
      .notNull()
      .references(() => orderItems.id, { onDelete: 'cascade' }),
  },
  (t) => [primaryKey({ columns: [t.proofId, t.itemId] })],
)

export const versions = pgTable(
  'versions',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: orderId(),
    proofId: uuid('proof_id')
      .notNull()
      .references(() => proofs.id),
    number: integer('number').notNull(),
    state: text('state', { enum: ['draft', 'sent', 'signed', 'superseded', 'withdrawn'] })
      .notNull()
      .default('draft'),
    /** The seller's words to the customer: "Both your changes are done." */
    note: text('note').notNull().default(''),
    /** SHA-256 of the canonical JSON of the pages; set at send. */
    contentHash: text('content_hash'),
    createdBy: uuid('created_by').notNull(),
    createdAt: createdAt(),
    sentAt: at('sent_at'),
    viewedAt: at('viewed_at'),
    signedAt: at('signed_at'),
    /** Set by signed, superseded and withdrawn (trigger); the room's row follows. */
    closedAt: at('closed_at'),
  },
  (t) => [
    uniqueIndex().on(t.proofId, t.number),
    // At most one draft and one open version: what "the newest" means never depends on timing.
    uniqueIndex('versions_one_draft').on(t.proofId).where(sql`state = 'draft'`),
    uniqueIndex('versions_one_sent').on(t.proofId).where(sql`state = 'sent'`),
    index().on(t.shopId, t.orderId),
  ],
)

/** One side or sheet of a version. Immutable once the version was sent (trigger). */
export const pages = pgTable(
  'pages',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: orderId(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    fileName: text('file_name').notNull(),
    mediaType: text('media_type').notNull(),
    size: integer('size').notNull(),
    /** Pixels of the shown rendition; annotations are 0–1 of it. */
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    hasAlpha: boolean('has_alpha').notNull(),
    originalHash: text('original_hash').notNull(),
    shownHash: text('shown_hash').notNull(),
    previewHash: text('preview_hash').notNull(),
    thumbHash: text('thumb_hash').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.shopId, t.versionId)],
)

/** Who opened which version: a guest's POST after paint, never a member's look. */
export const views = pgTable(
  'views',
  {
    shopId: shopId().references(() => shops.id),
    orderId: orderId(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id),
    participantId: uuid('participant_id').notNull(),
    firstAt: at('first_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.versionId, t.participantId] })],
)

/** A version with its annotations at one instant, immutable (trigger). */
export const snapshots = pgTable(
  'snapshots',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: orderId(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id),
    reason: text('reason', { enum: ['sent', 'requested', 'approved'] }).notNull(),
    /** SHA-256 of the canonical JSON of the projection. */
    hash: text('hash').notNull(),
    projection: jsonb('projection').$type<Projection>().notNull(),
    /** How far into the journal it goes; proofs/live compares by it. */
    watermark: text('watermark').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.shopId, t.versionId)],
)

export type ReadBackLine = { name: string; value: string }

/** What someone decided, on what evidence. Never updated (trigger). */
export const decisions = pgTable(
  'decisions',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: orderId(),
    proofId: uuid('proof_id')
      .notNull()
      .references(() => proofs.id),
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id),
    kind: text('kind', { enum: ['approve', 'request_changes', 'reviewed_by_shop', 'withdrawn'] }).notNull(),
    participantId: uuid('participant_id'),
    linkId: uuid('link_id'),
    memberId: uuid('member_id'),
    contentHash: text('content_hash').notNull(),
    snapshotId: uuid('snapshot_id')
      .notNull()
      .references(() => snapshots.id),
    /** The name they typed under it, and the sentence they agreed to. */
    signedName: text('signed_name'),
    intent: text('intent'),
    /** The personalization lines as they were ticked. */
    readBack: jsonb('read_back').$type<ReadBackLine[]>().notNull().default([]),
    message: text('message').notNull().default(''),
    device: text('device').notNull().default(''),
    /** A member of the shop was signed in, in the browser that signed. */
    memberPresent: boolean('member_present').notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    index().on(t.shopId, t.versionId),
    index().on(t.shopId, t.orderId),
    uniqueIndex('decisions_one_approval').on(t.versionId).where(sql`kind = 'approve'`),
  ],
)

/** The annotation as it stood when it became a request. */
export type FrozenEntry = {
  ref: string
  actorId: string
  page: string | null
  /** 0-based position of the page: the next version shows it at the same place. */
  pagePosition: number | null
  shape: string | null
  geometry: unknown
  text: string
}

export const changeRequests = pgTable(
  'change_requests',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: orderId(),
    proofId: uuid('proof_id')
      .notNull()
      .references(() => proofs.id),
    number: integer('number').notNull(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id),
    decisionId: uuid('decision_id')
      .notNull()
      .references(() => decisions.id),
    entry: jsonb('entry').$type<FrozenEntry>().notNull(),
    state: text('state', { enum: ['open', 'done', 'not_done', 'question', 'fixed', 'still_wrong'] })
      .notNull()
      .default('open'),
    /** The seller's or customer's words with the state: the question asked, why it was not done. */
    note: text('note').notNull().default(''),
    stateAt: at('state_at').notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex().on(t.proofId, t.number), index().on(t.shopId, t.versionId)],
)

/** Colours are handed out in order of arrival and kept for the whole proof. */
export const colours = pgTable(
  'colours',
  {
    shopId: shopId().references(() => shops.id),
    orderId: orderId(),
    proofId: uuid('proof_id')
      .notNull()
      .references(() => proofs.id),
    actorId: uuid('actor_id').notNull(),
    colour: integer('colour').notNull(),
  },
  (t) => [primaryKey({ columns: [t.proofId, t.actorId] })],
)
