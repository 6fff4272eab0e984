import type { OrderFacts } from '@proofroom/workflow'
import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, bytewise, createdAt, id, shopId } from './columns.ts'
import { members, shops } from './identity.ts'
import { products, stages } from './workshop.ts'

/** What somebody may still have to do something about. Queries say it word for word, so that the index serves them. */
export const ORDER_IS_OPEN = sql`phase not in ('shipped', 'delivered', 'cancelled')`
/** What stands in the seller's queue: also a shipped order whose customer wrote. */
export const ORDER_IS_QUEUED = sql`(move in ('shop', 'customer') or move_reason = 'held')`

/** What retention may look at: it is over, and still says whose it was. */
export const ORDER_IS_OVER = sql`(phase in ('shipped', 'delivered', 'cancelled') and anonymised_at is null)`

/** Somebody waits for a reply or for an update that was promised. */
export const ORDER_HAS_CLOCK = sql`(reply_due_at is not null or promised_at is not null)`

export const customers = pgTable(
  'customers',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    name: text('name').notNull(),
    /** One customer an address: an order with an address that is known joins its customer. */
    email: text('email'),
    /** What the shop wants to remember about them; they never see it. */
    note: text('note').notNull().default(''),
    /** Nobody any more: what anonymised orders belong to. One a shop. */
    isNobody: boolean('is_nobody').notNull().default(false),
    /** What lists are in the order of. */
    sortName: bytewise('sort_name').notNull().generatedAlwaysAs(sql`plain_text(name)`),
    createdAt: createdAt(),
  },
  (t) => [
    index('customers_by_name').on(t.shopId, t.sortName, t.id),
    uniqueIndex('customers_email').on(t.shopId, t.email),
    uniqueIndex('customers_nobody').on(t.shopId).where(sql`is_nobody`),
    check('customers_email_lower', sql`email = lower(email)`),
  ],
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
    /** The day it was promised to leave. */
    dueOn: date('due_on', { mode: 'string' }),
    /** When the customer ordered, which may be before we heard of it. */
    placedAt: at('placed_at').notNull().defaultNow(),
    /** Until when the customer who wrote should have an answer. */
    replyDueAt: at('reply_due_at'),
    /** An update that was promised, and until when. */
    promisedAt: at('promised_at'),
    promisedText: text('promised_text'),
    priority: text('priority', { enum: ['normal', 'rush'] })
      .notNull()
      .default('normal'),
    isGift: boolean('is_gift').notNull().default(false),
    giftNote: text('gift_note'),
    /** What the customer wrote with the order. */
    customerNote: text('customer_note'),
    heldAt: at('held_at'),
    holdReason: text('hold_reason'),
    cancelledReason: text('cancelled_reason'),
    tags: text('tags').array().notNull().default([]),
    /** Kept from being anonymised, whatever the shop's retention says, and why. */
    legalHoldAt: at('legal_hold_at'),
    legalHoldReason: text('legal_hold_reason'),
    /** Since when it says no more whose it was. */
    anonymisedAt: at('anonymised_at'),
    /** Where it came from, and what it is called there: brought twice, it is the same order. */
    source: text('source', { enum: ['hand', 'csv', 'etsy'] })
      .notNull()
      .default('hand'),
    sourceRef: text('source_ref'),
    /** What it said when it was last brought, so that what the shop changed since is not taken back. */
    sourceHash: text('source_hash'),
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
    uniqueIndex('orders_source').on(t.shopId, t.source, t.sourceRef).where(sql`source_ref is not null`),
    index().on(t.shopId, t.move, t.moveSince),
    index().on(t.shopId, t.createdAt),
    index('orders_by_placed').on(t.shopId, t.placedAt, t.id),
    index('orders_by_due').on(t.shopId, t.dueOn, t.id),
    index('orders_of_customer').on(t.customerId),
    index('orders_promised').on(t.shopId).where(sql`promised_at is not null`),
    index('orders_over').on(t.shopId).where(ORDER_IS_OVER),
    index('orders_open').on(t.shopId).where(ORDER_IS_OPEN),
    index('orders_clocks').on(t.shopId).where(ORDER_HAS_CLOCK),
    index('orders_queued').on(t.shopId, t.moveSince).where(ORDER_IS_QUEUED),
  ],
)

/** A line item is a card on the board. */
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
    productId: uuid('product_id').references(() => products.id),
    /** Where it stands; the order's facts say the same, and both are written by the same act. */
    progress: text('progress', { enum: ['to_start', 'making', 'ready', 'packed', 'shipped', 'delivered'] })
      .notNull()
      .default('to_start'),
    stageId: uuid('stage_id').references(() => stages.id),
    stageSince: at('stage_since'),
    assigneeId: uuid('assignee_id').references(() => members.id),
    /** Ids of its stage's checklist that are ticked. */
    checks: text('checks').array().notNull().default([]),
    reviewedAt: at('reviewed_at'),
    reviewedBy: uuid('reviewed_by'),
    /** Raised by every change of the card: whoever moves an older one is told. */
    version: integer('version').notNull().default(1),
  },
  (t) => [
    index().on(t.shopId, t.orderId),
    index('order_items_in_stage').on(t.stageId).where(sql`progress = 'making'`),
    check('order_items_stage', sql`(progress = 'making') = (stage_id is not null)`),
  ],
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
