import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, createdAt, id, shopId } from './columns.ts'
import { members, shops } from './identity.ts'
import { orderFiles } from './order-files.ts'
import { orders } from './orders.ts'
import { products } from './workshop.ts'

/** Every receipt that Etsy told of, and what of it was applied last: applied once for each change. */
export const etsyReceipts = pgTable(
  'etsy_receipts',
  {
    shopId: shopId().references(() => shops.id),
    receiptId: text('receipt_id').notNull(),
    /** Null while it is no order here: not paid yet, or parked. */
    orderId: uuid('order_id').references(() => orders.id),
    etsyUpdatedAt: at('etsy_updated_at').notNull(),
    status: text('status', { enum: ['unpaid', 'paid', 'shipped', 'cancelled', 'refunded'] }).notNull(),
    /** Of what was applied: the same again changes nothing. */
    appliedHash: text('applied_hash').notNull(),
    /** Etsy's number of the buyer, for finding all that belongs to one person. */
    buyerRef: text('buyer_ref'),
    firstSeenAt: at('first_seen_at').notNull(),
    appliedAt: at('applied_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.receiptId] }), index('etsy_receipts_order').on(t.orderId)],
)

/** Which of our line items is which of Etsy's transactions. */
export const etsyItems = pgTable(
  'etsy_items',
  {
    shopId: shopId().references(() => shops.id),
    transactionId: text('transaction_id').notNull(),
    receiptId: text('receipt_id').notNull(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    /** Not a reference: an item that is ordered no more goes, and this is written anew. */
    itemId: uuid('item_id').notNull(),
    listingId: text('listing_id'),
    sku: text('sku'),
    isDigital: boolean('is_digital').notNull().default(false),
    /** Nobody has said yet which product it is of. */
    isUnknown: boolean('is_unknown').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.transactionId] }),
    index('etsy_items_order').on(t.orderId),
    index('etsy_items_listing').on(t.shopId, t.listingId),
    index('etsy_items_unknown').on(t.shopId).where(sql`is_unknown`),
  ],
)

/** A listing that was sold: what rules and suggestions are decided by. */
export const etsyListings = pgTable(
  'etsy_listings',
  {
    shopId: shopId().references(() => shops.id),
    listingId: text('listing_id').notNull(),
    title: text('title').notNull(),
    url: text('url'),
    sectionId: text('section_id'),
    tags: text('tags').array().notNull().default([]),
    skus: text('skus').array().notNull().default([]),
    /** When it was read from Etsy; null while only an order told of it. */
    readAt: at('read_at'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.listingId] })],
)

/** "Whatever has this SKU, tag, section or is this listing is of that product." */
export const etsyRules = pgTable(
  'etsy_rules',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    kind: text('kind', { enum: ['listing', 'sku', 'tag', 'section'] }).notNull(),
    /** A number of Etsy's, or the word in lower case. */
    value: text('value').notNull(),
    /** Null: it is of no product, and goes the usual way. */
    productId: uuid('product_id').references(() => products.id),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('etsy_rules_once').on(t.shopId, t.kind, t.value)],
)

/** A receipt that could not be applied: never lost, never in the way of the others. */
export const etsyParked = pgTable(
  'etsy_parked',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    /** What it is called by: the receipt's number, or where even that cannot be read, a hash. */
    receiptId: text('receipt_id').notNull(),
    /** As it came. Forgotten once it is done with. */
    raw: jsonb('raw').$type<unknown>(),
    code: text('code').notNull(),
    reason: text('reason').notNull(),
    tries: integer('tries').notNull().default(1),
    firstAt: at('first_at').notNull(),
    lastAt: at('last_at').notNull(),
    /** Applied after all, or put away by somebody. */
    doneAt: at('done_at'),
    outcome: text('outcome', { enum: ['applied', 'put_away'] }),
  },
  (t) => [
    uniqueIndex('etsy_parked_once').on(t.shopId, t.receiptId),
    index('etsy_parked_open').on(t.shopId, t.lastAt).where(sql`done_at is null`),
  ],
)

/** A delivery of Etsy's that was taken: sent again under the same number it is the same. */
export const etsyWebhooks = pgTable(
  'etsy_webhooks',
  {
    shopId: shopId().references(() => shops.id),
    webhookId: text('webhook_id').notNull(),
    event: text('event').notNull(),
    receiptId: text('receipt_id'),
    receivedAt: at('received_at').notNull(),
    handledAt: at('handled_at'),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.webhookId] }), index().on(t.receivedAt)],
)

/** A buyer's upload that lies with Etsy for a while. */
export const etsyFiles = pgTable(
  'etsy_files',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    transactionId: text('transaction_id').notNull(),
    /** The question it answers. */
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    /** Forgotten once it is fetched, or will not be. */
    sealedUrl: text('sealed_url'),
    urlHash: text('url_hash').notNull(),
    state: text('state', { enum: ['waiting', 'fetched', 'failed'] })
      .notNull()
      .default('waiting'),
    problemCode: text('problem_code'),
    problem: text('problem'),
    attempts: integer('attempts').notNull().default(0),
    fileId: uuid('file_id').references(() => orderFiles.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    fetchedAt: at('fetched_at'),
  },
  (t) => [
    uniqueIndex('etsy_files_once').on(t.shopId, t.transactionId, t.urlHash),
    index('etsy_files_order').on(t.orderId),
    index('etsy_files_waiting').on(t.shopId).where(sql`state = 'waiting'`),
  ],
)

/**
 * What is to be told to Etsy of a parcel. The intent stands here before the call, because every success mails the
 * buyer: of an answer that was lost the receipt's own shipments are looked at first.
 */
export const etsyShipments = pgTable(
  'etsy_shipments',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    receiptId: text('receipt_id').notNull(),
    carrier: text('carrier').notNull(),
    /** Empty for a parcel without one. */
    tracking: text('tracking').notNull(),
    noteToBuyer: text('note_to_buyer'),
    /** `calling`: it may or may not have arrived. `by_hand`: a task tells what to do on Etsy. */
    state: text('state', { enum: ['intended', 'calling', 'sent', 'by_hand', 'given_up'] }).notNull(),
    attempts: integer('attempts').notNull().default(0),
    problemCode: text('problem_code'),
    problem: text('problem'),
    /** Etsy's number of it. */
    etsyShipmentId: text('etsy_shipment_id'),
    createdAt: createdAt(),
    calledAt: at('called_at'),
    doneAt: at('done_at'),
  },
  (t) => [
    uniqueIndex('etsy_shipments_once').on(t.shopId, t.receiptId, t.tracking),
    index('etsy_shipments_order').on(t.orderId),
    index('etsy_shipments_open').on(t.shopId).where(sql`state in ('intended', 'calling')`),
  ],
)

/** Something that only the seller can do, on Etsy's own pages, with everything to copy. */
export const etsyTasks = pgTable(
  'etsy_tasks',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    kind: text('kind', { enum: ['ship', 'message', 'deliver_file', 'cancel', 'publish_listing'] }).notNull(),
    /** Which parcel, file or listing, where an order may have several of one kind. */
    subject: text('subject').notNull().default(''),
    /** What to copy, by name. */
    copy: jsonb('copy').$type<{ name: string; value: string }[]>().notNull().default([]),
    /** Of an order's file that is to be handed over. */
    fileId: uuid('file_id').references(() => orderFiles.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    doneAt: at('done_at'),
    doneBy: uuid('done_by').references(() => members.id),
    /** `found`: Etsy shows that it was done. */
    outcome: text('outcome', { enum: ['done', 'found', 'not_needed'] }),
  },
  (t) => [
    uniqueIndex('etsy_tasks_once').on(t.orderId, t.kind, t.subject).where(sql`done_at is null`),
    index('etsy_tasks_open').on(t.shopId, t.createdAt).where(sql`done_at is null`),
  ],
)

/** Extra work as a listing of its own: whoever buys it has bought something more of the order it came from. */
export const etsyExtras = pgTable(
  'etsy_extras',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    title: text('title').notNull(),
    description: text('description').notNull(),
    /** In hundredths of the currency. */
    amount: integer('amount').notNull(),
    currency: text('currency').notNull(),
    /**
     * `calling`: Etsy is asked for a draft for the first time. `unsure`: it may have made one, which is looked for before
     * it is asked again. `by_hand`: it did not take it, and a task tells what to do there.
     */
    state: text('state', {
      enum: [
        'intended',
        'calling',
        'unsure',
        'by_hand',
        'draft',
        'publishing',
        'listed',
        'bought',
        'withdrawing',
        'withdrawn',
      ],
    }).notNull(),
    listingId: text('listing_id'),
    receiptId: text('receipt_id'),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    createdAt: createdAt(),
    boughtAt: at('bought_at'),
  },
  (t) => [
    uniqueIndex('etsy_extras_listing').on(t.shopId, t.listingId).where(sql`listing_id is not null`),
    index('etsy_extras_order').on(t.orderId),
  ],
)
