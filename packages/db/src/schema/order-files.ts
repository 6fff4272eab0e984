import { bigint, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, createdAt, id, shopId } from './columns.ts'
import { shops } from './identity.ts'
import { orders } from './orders.ts'

/** What belongs to an order and is no proof of it: a buyer's photo, a sketch to work from. */
export const orderFiles = pgTable(
  'order_files',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id, { onDelete: 'cascade' }),
    /** The line item it is about, where one is known. */
    itemId: uuid('item_id'),
    source: text('source', { enum: ['etsy', 'shop'] }).notNull(),
    /** What it is called: the question it answers, or the file's own name. */
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    originalHash: text('original_hash').notNull(),
    /** Null together of what we can keep and not show: a PDF, a HEIC. */
    width: integer('width'),
    height: integer('height'),
    shownHash: text('shown_hash'),
    previewHash: text('preview_hash'),
    thumbHash: text('thumb_hash'),
    /** From then on it is the customer's, too: what they bought, where that is a file. */
    handedOverAt: at('handed_over_at'),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.shopId, t.orderId), uniqueIndex('order_files_once').on(t.orderId, t.originalHash, t.name)],
)
