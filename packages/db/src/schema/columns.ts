import { customType, timestamp, uuid } from 'drizzle-orm/pg-core'
import { uuidv7 } from 'uuidv7'

/** Primary key: UUIDv7, made in the program so that an action knows its ids before it writes. */
export const id = () => uuid('id').primaryKey().$defaultFn(uuidv7)

/** The tenant. Every table carrying it is under forced row level security (see migrations and tenancy.test.ts). */
export const shopId = () => uuid('shop_id').notNull()

export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
export const createdAt = () => at('created_at').notNull().defaultNow()

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

/** PostgreSQL's 64-bit transaction id: what tells a reader which rows it may have missed. */
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })

/** Byte by byte, so that all words with the same beginning lie side by side. */
export const bytewise = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })
