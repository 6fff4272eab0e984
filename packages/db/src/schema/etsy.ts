import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, createdAt, id, shopId } from './columns.ts'
import { members, shops } from './identity.ts'

/** A shop's own Etsy app, where it does not use the installation's. Sealed: nobody reads it out of the table. */
export const etsyKeys = pgTable('etsy_keys', {
  shopId: shopId()
    .primaryKey()
    .references(() => shops.id),
  sealedKey: text('sealed_key').notNull(),
  /** Its last letters, for recognising it. */
  hint: text('hint').notNull(),
  /** What Etsy signs its webhooks with. */
  sealedWebhookSecret: text('sealed_webhook_secret'),
  memberId: uuid('member_id')
    .notNull()
    .references(() => members.id),
  createdAt: createdAt(),
})

/** Somebody was sent to Etsy to say yes. Used once, by whoever was sent. */
export const etsyConsents = pgTable(
  'etsy_consents',
  {
    /** Of the nonce that comes back with them. */
    stateHash: text('state_hash').primaryKey(),
    shopId: shopId().references(() => shops.id),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    sealedVerifier: text('sealed_verifier').notNull(),
    redirectUri: text('redirect_uri').notNull(),
    scopes: text('scopes').array().notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.shopId)],
)

/** A shop of Etsy's that is, or was, connected. */
export const etsyConnections = pgTable(
  'etsy_connections',
  {
    id: id(),
    shopId: shopId().references(() => shops.id),
    etsyShopId: text('etsy_shop_id').notNull(),
    etsyUserId: text('etsy_user_id').notNull(),
    /** As it was when it was connected, to prefill ours with. */
    name: text('name').notNull(),
    url: text('url'),
    iconUrl: text('icon_url'),
    currency: text('currency'),
    key: text('key', { enum: ['installation', 'own'] }).notNull(),
    state: text('state', { enum: ['connected', 'broken', 'disconnected'] }).notNull(),
    /** Why it is broken: only a person can help. */
    problemCode: text('problem_code'),
    problemAt: at('problem_at'),
    /** What the seller allowed. */
    scopes: text('scopes').array().notNull(),
    /** What this shop's Etsy gives, as far as it showed: null is not known yet. */
    givesTracking: boolean('gives_tracking'),
    givesEmails: boolean('gives_emails'),
    /** All changes before this are here; the next look begins some minutes before it. */
    syncedThrough: at('synced_through'),
    lastSyncedAt: at('last_synced_at'),
    lastErrorCode: text('last_error_code'),
    lastErrorAt: at('last_error_at'),
    /** Not asked again before this: Etsy said so, or it failed some times. */
    notBefore: at('not_before'),
    failures: integer('failures').notNull().default(0),
    importStartedAt: at('import_started_at'),
    importFinishedAt: at('import_finished_at'),
    importSeen: integer('import_seen').notNull().default(0),
    importTotal: integer('import_total'),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    connectedAt: at('connected_at').notNull(),
    disconnectedAt: at('disconnected_at'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('etsy_connections_of_shop').on(t.shopId).where(sql`state <> 'disconnected'`),
    uniqueIndex('etsy_connections_etsy_shop').on(t.etsyShopId).where(sql`state <> 'disconnected'`),
  ],
)

/** Apart from the connection, so that whoever renews them holds nothing else. Deleted with the connection's end. */
export const etsyTokens = pgTable('etsy_tokens', {
  connectionId: uuid('connection_id')
    .primaryKey()
    .references(() => etsyConnections.id),
  shopId: shopId().references(() => shops.id),
  sealed: text('sealed').notNull(),
  expiresAt: at('expires_at').notNull(),
  renewedAt: at('renewed_at').notNull(),
})

/** When the next call with a key may go, for all processes that share it. */
export const etsyPaces = pgTable('etsy_paces', {
  /** Of the host and the key. */
  key: text('key').primaryKey(),
  freeAt: at('free_at').notNull(),
})
