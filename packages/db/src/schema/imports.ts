import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { at, createdAt, id, shopId } from './columns.ts'
import { members, shops } from './identity.ts'

/** A column is one of our words, by its heading (packages/intake). */
export type ImportReading = {
  mapping: Record<string, string>
  dayOrder: 'day_first' | 'month_first' | null
  delimiter: string
  encoding: string
  columns: { heading: string; samples: string[] }[]
  /** A date of the file that can be read both ways, while nobody said how. */
  unclearDay: string | null
  /** Why it cannot be run as it is read now. */
  refusal: { code: string; message: string } | null
  /** What would become of its orders. */
  plan: { created: number; changed: number; unchanged: number; refused: number }
  /** The first orders that would come in, as they are read. */
  preview: {
    ref: string
    customerName: string
    email: string | null
    dueOn: string | null
    tags: string[]
    isRush: boolean
    items: { title: string; quantity: number; personalization: { name: string; value: string }[] }[]
  }[]
}

/** A file of orders that somebody brought. It is kept as it came, so that a process that died can be gone on from. */
export const imports = pgTable(
  'imports',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    fileName: text('file_name').notNull(),
    content: text('content').notNull(),
    format: text('format', { enum: ['etsy', 'general'] }).notNull(),
    /** How the file is read, and what was seen when it was looked at. */
    reading: jsonb('reading').$type<ImportReading>().notNull(),
    state: text('state', { enum: ['looked_at', 'running', 'done', 'stopped'] })
      .notNull()
      .default('looked_at'),
    /** Lines of the file beside its heading, and the orders they make. */
    lines: integer('lines').notNull().default(0),
    orders: integer('orders').notNull().default(0),
    /** Orders that were dealt with so far, and what became of them. */
    done: integer('done').notNull().default(0),
    created: integer('created').notNull().default(0),
    changed: integer('changed').notNull().default(0),
    unchanged: integer('unchanged').notNull().default(0),
    refused: integer('refused').notNull().default(0),
    startedAt: at('started_at'),
    finishedAt: at('finished_at'),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.shopId, t.createdAt)],
)

/** A line that keeps its order out, and why. */
export const importProblems = pgTable(
  'import_problems',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    importId: uuid('import_id')
      .notNull()
      .references(() => imports.id, { onDelete: 'cascade' }),
    /** As a spreadsheet counts: the heading is line 1. */
    line: integer('line').notNull(),
    column: text('column'),
    orderRef: text('order_ref'),
    code: text('code').notNull(),
    reason: text('reason').notNull(),
  },
  (t) => [index().on(t.shopId, t.importId, t.line)],
)
