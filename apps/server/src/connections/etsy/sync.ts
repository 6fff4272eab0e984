import { schema } from '@proofroom/db'
import { decoded, type Page, type Receipt } from '@proofroom/etsy'
import { count, inArray, isNull } from 'drizzle-orm'
import { type Context, inTransaction } from '../../platform/context.ts'
import { announce, record } from '../../platform/events/record.ts'
import { sha256 } from '../../platform/secrets.ts'
import { applyReceipts } from './applying.ts'
import { failed } from './failing.ts'
import { park } from './parking.ts'
import { settleUnknown } from './products.ts'
import { type ConnectionRow, lockConnection, writeConnection } from './store.ts'
import { openClient, type ShopClient } from './tokens.ts'

const { etsyListings, etsyReceipts } = schema

/** Each look begins so long before where the last one ended: what changed while it was read is seen by the next. */
const OVERLAP_MS = 10 * 60_000
/** Before Etsy there was nothing. */
const BEGINNING = new Date('2005-01-01T00:00:00Z')
/** Pages a job reads before other shops have their turn. */
const PAGES_A_TURN = 8

export type Turn = 'done' | 'more' | 'nothing'

/**
 * Reads what changed since last time and applies it. How far it is stands in the database after each page: killed
 * anywhere, the next one goes on from there; two at once read the same and apply it once.
 */
export async function syncShop(ctx: Context): Promise<Turn> {
  const shop = await openClient(ctx)
  if (!shop || isTooEarly(ctx, shop.connection)) return 'nothing'
  try {
    return await readOn(ctx, await begin(ctx, shop))
  } catch (error) {
    await failed(ctx, shop.connection.id, error)
    return 'nothing'
  }
}

const isTooEarly = (ctx: Context, { notBefore }: ConnectionRow) => notBefore !== null && notBefore > ctx.platform.now()

/** The first time: how much there is. */
async function begin(ctx: Context, { client, connection }: ShopClient): Promise<ShopClient> {
  if (connection.importStartedAt) return { client, connection }
  const { count: importTotal } = await client.receipts(connection.etsyShopId, { changedSince: BEGINNING, limit: 1 })
  const change = { importStartedAt: ctx.platform.now(), importTotal }
  await inTransaction(ctx, async (tx) => {
    const row = await lockConnection(tx)
    if (row && !row.importStartedAt) await writeConnection(tx, row.id, change)
  })
  return { client, connection: { ...connection, ...change } }
}

async function readOn(ctx: Context, { client, connection }: ShopClient): Promise<Turn> {
  const { etsyShopId, syncedThrough, importFinishedAt } = connection
  const isFirst = importFinishedAt === null
  const from = syncedThrough ?? BEGINNING
  const since = isFirst ? from : new Date(from.getTime() - OVERLAP_MS)
  let pages = 0
  let through = from
  for await (const page of client.receiptsSince(etsyShopId, since)) {
    await applyReceipts(ctx, page.rows)
    await parkUnreadable(ctx, page)
    const reached = lastChangeOf(page)
    if (reached && reached > through) through = reached
    await progressed(ctx, connection.id, { through, page })
    pages++
    // Only where it has come further: a crowded second is read to its end.
    if (pages >= PAGES_A_TURN && through > from) return 'more'
  }
  await readListings(ctx, { client, connection })
  await finished(ctx, connection.id)
  return 'done'
}

const lastChangeOf = ({ rows }: Page<Receipt>): Date | null => {
  const last = rows.at(-1)
  return last?.updated_timestamp ?? last?.update_timestamp ?? null
}

async function parkUnreadable(ctx: Context, { unreadable }: Page<Receipt>): Promise<void> {
  for (const { raw } of unreadable) {
    const number = String((raw as { receipt_id?: unknown } | null)?.receipt_id ?? '')
    const receiptId = /^\d+$/.test(number) ? number : sha256(JSON.stringify(raw)).slice(0, 16)
    const reason = 'Etsy sent this order in a way that cannot be read. Look at it there, and try it again later.'
    await inTransaction(ctx, (tx) => park(tx, { receiptId, raw, code: 'etsy.unreadable', reason }))
  }
}

type Reached = { through: Date; page: Page<Receipt> }

async function progressed(ctx: Context, id: string, { through, page }: Reached): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await lockConnection(tx)
    if (row?.id !== id) return
    const further = row.syncedThrough === null || through > row.syncedThrough
    const [seen] = row.importFinishedAt ? [] : await tx.tx.select({ n: count() }).from(etsyReceipts)
    await writeConnection(tx, id, {
      lastSyncedAt: tx.platform.now(),
      ...(further && { syncedThrough: through }),
      ...(page.rows.length > 0 && { givesEmails: page.rows.some((one) => one.buyer_email !== null) }),
      ...(seen && { importSeen: seen.n }),
    })
    if (seen) await announce(tx, { type: 'etsy.moved', subjectId: id })
  })
}

async function finished(ctx: Context, id: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await lockConnection(tx)
    if (row?.id !== id) return
    const now = tx.platform.now()
    const well = { lastSyncedAt: now, lastErrorCode: null, lastErrorAt: null, failures: 0, notBefore: null }
    await writeConnection(tx, id, { ...well, importFinishedAt: row.importFinishedAt ?? now })
    if (!row.importFinishedAt) await record(tx, { type: 'etsy.import_finished', subjectId: id })
  })
}

const LISTINGS_AT_ONCE = 100

/** Reads what was sold and is not known yet: its section and its tags may say which product it is. */
async function readListings(ctx: Context, { client }: ShopClient): Promise<void> {
  const unread = await inTransaction(ctx, (tx) =>
    tx.tx
      .select({ listingId: etsyListings.listingId })
      .from(etsyListings)
      .where(isNull(etsyListings.readAt))
      .limit(LISTINGS_AT_ONCE),
  )
  const ids = unread.map(({ listingId }) => listingId)
  if (ids.length === 0) return
  const { rows } = await client.listingsOf(ids)
  await inTransaction(ctx, async (tx) => {
    const readAt = tx.platform.now()
    for (const { listing_id: listingId, title, url, shop_section_id: sectionId, tags, skus } of rows)
      await tx.tx
        .update(etsyListings)
        .set({
          ...(title && { title: decoded(title) }),
          url,
          sectionId,
          tags: tags.map(decoded),
          ...(skus.length > 0 && { skus }),
        })
        .where(inArray(etsyListings.listingId, [listingId]))
    // Sold out or taken away: nobody tells more of it.
    await tx.tx.update(etsyListings).set({ readAt }).where(inArray(etsyListings.listingId, ids))
    await settleUnknown(tx)
  })
}
