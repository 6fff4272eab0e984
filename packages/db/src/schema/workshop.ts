import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, createdAt, id, shopId } from './columns.ts'
import { members, shops } from './identity.ts'

/** One of the shop's own columns on the board, in its order: Cut, Engrave, Oil. */
export const stages = pgTable(
  'stages',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    /** 1–8, the participants' palette. */
    colour: integer('colour').notNull(),
    /** What the customer's page calls it; null hides it there. */
    customerWords: text('customer_words'),
    assigneeId: uuid('assignee_id').references(() => members.id),
    /** Working days before an order's ship-by. */
    dueOffsetDays: integer('due_offset_days'),
    limitKind: text('limit_kind', { enum: ['cards', 'minutes'] }),
    limitCount: integer('limit_count'),
    checklist: jsonb('checklist').$type<{ id: string; text: string }[]>().notNull().default([]),
    createdAt: createdAt(),
    archivedAt: at('archived_at'),
  },
  (t) => [
    index().on(t.shopId, t.position),
    uniqueIndex('stages_name').on(t.shopId, sql`lower(${t.name})`).where(sql`archived_at is null`),
  ],
)

/** A named choice of stages, and whose agreement opens the way into the first of them. */
export const workflows = pgTable(
  'workflows',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    name: text('name').notNull(),
    gate: text('gate', { enum: ['customer', 'shop'] }).notNull(),
    stageIds: uuid('stage_ids').array().notNull(),
    /** What line items without a product follow. */
    isDefault: boolean('is_default').notNull().default(false),
    createdAt: createdAt(),
    archivedAt: at('archived_at'),
  },
  (t) => [
    uniqueIndex('workflows_name').on(t.shopId, sql`lower(${t.name})`).where(sql`archived_at is null`),
    uniqueIndex('workflows_one_default').on(t.shopId).where(sql`is_default`),
  ],
)

/** The shop's own kind of thing. */
export const products = pgTable(
  'products',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    name: text('name').notNull(),
    workflowId: uuid('workflow_id')
      .notNull()
      .references(() => workflows.id),
    /** Work in one piece. */
    minutes: integer('minutes'),
    createdAt: createdAt(),
    archivedAt: at('archived_at'),
  },
  (t) => [uniqueIndex('products_name').on(t.shopId, sql`lower(${t.name})`).where(sql`archived_at is null`)],
)
