import type { EtsyConnectionDto, EtsyKeyInput, EtsyPrefillInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { count, eq, isNotNull, isNull } from 'drizzle-orm'
import { loadShop } from '../../identity/index.ts'
import type { Member } from '../../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../../platform/context.ts'
import { conflict } from '../../platform/errors.ts'
import { record } from '../../platform/events/record.ts'
import { authorize, presentPermission } from '../../platform/policy.ts'
import { callbackOf, findApp, findKeyRow, webhookOf } from './app.ts'
import { SCOPES } from './consent.ts'
import { sendFollow } from './extras/store.ts'
import { SYNC_JOB, type SyncJob } from './names.ts'
import { canConnect, canMap, canSync } from './policy.ts'
import { isoOf } from './present.ts'
import { wordsOf } from './problems.ts'
import { findAsked } from './products.ts'
import { type ConnectionRow, findConnection, needConnection, writeConnection } from './store.ts'
import { forgetTokens } from './tokens.ts'

const { etsyFiles, etsyKeys, etsyParked, etsyReceipts, etsyTasks, shops } = schema

export const getConnection = (ctx: Context): Promise<EtsyConnectionDto> => inTransaction(ctx, readConnection)

async function readConnection(ctx: InTx): Promise<EtsyConnectionDto> {
  const row = await findConnection(ctx)
  const { actor, platform } = ctx
  return {
    state: row ? (row.state === 'broken' ? 'broken' : 'connected') : 'off',
    key: await readKey(ctx),
    ...{ redirectUri: callbackOf(ctx), webhookUrl: webhookOf(ctx) },
    isSimulated: platform.config.etsy.simulatorUrl !== null,
    shop: row && {
      ...{ etsyShopId: row.etsyShopId, name: row.name, url: row.url, iconUrl: row.iconUrl, currency: row.currency },
    },
    prefill: row && (await prefillOf(ctx, row)),
    ...presentState(row),
    counts: await countAll(ctx),
    can: {
      connect: presentPermission(canConnect(actor)),
      disconnect: presentPermission(canConnect(actor)),
      sync: presentPermission(canSync(actor)),
      map: presentPermission(canMap(actor)),
    },
  }
}

async function readKey(ctx: InTx): Promise<EtsyConnectionDto['key']> {
  const app = await findApp(ctx)
  if (!app) return null
  const own = await findKeyRow(ctx)
  return { of: app.of, hint: own?.hint ?? null, hasWebhookSecret: app.webhookSecret !== null }
}

async function prefillOf(ctx: InTx, { name, currency }: ConnectionRow) {
  const shop = await loadShop(ctx, shopOf(ctx))
  return {
    name: shop.name === name ? null : name,
    currency: currency === null || shop.currency === currency ? null : currency,
  }
}

const problemOf = (code: string | null, at: Date | null) =>
  code && at ? { code, message: wordsOf(code), at: at.toISOString() } : null

function presentState(row: ConnectionRow | null) {
  const scopes = row?.scopes ?? []
  return {
    scopes,
    missingScopes: row ? SCOPES.map(({ scope }) => scope as string).filter((one) => !scopes.includes(one)) : [],
    gives: {
      tracking: row?.givesTracking ?? null,
      emails: row?.givesEmails ?? null,
    },
    problem: problemOf(row?.problemCode ?? null, row?.problemAt ?? null),
    lastError: problemOf(row?.lastErrorCode ?? null, row?.lastErrorAt ?? null),
    connectedAt: isoOf(row?.connectedAt ?? null),
    lastSyncedAt: isoOf(row?.lastSyncedAt ?? null),
    nextSyncAt: isoOf(row?.notBefore ?? null),
    import: row?.importStartedAt
      ? {
          ...{ seen: row.importSeen, total: row.importTotal, startedAt: row.importStartedAt.toISOString() },
          finishedAt: isoOf(row.importFinishedAt),
        }
      : null,
  }
}

async function countAll(ctx: InTx): Promise<EtsyConnectionDto['counts']> {
  const [orders] = await ctx.tx.select({ n: count() }).from(etsyReceipts).where(isNotNull(etsyReceipts.orderId))
  const [parked] = await ctx.tx.select({ n: count() }).from(etsyParked).where(isNull(etsyParked.doneAt))
  const [tasks] = await ctx.tx.select({ n: count() }).from(etsyTasks).where(isNull(etsyTasks.doneAt))
  const [files] = await ctx.tx.select({ n: count() }).from(etsyFiles).where(eq(etsyFiles.state, 'waiting'))
  return {
    ...{ orders: orders?.n ?? 0, parked: parked?.n ?? 0, tasks: tasks?.n ?? 0, files: files?.n ?? 0 },
    questions: (await findAsked(ctx)).size,
  }
}

/** Nothing is asked of Etsy any more, and nothing could be: the tokens are gone. The orders stay. */
export const disconnect = (ctx: Context): Promise<EtsyConnectionDto> =>
  inTransaction(ctx, async (tx) => {
    authorize(canConnect(ctx.actor))
    const { id } = await needConnection(tx)
    await forgetTokens(tx, id)
    await writeConnection(tx, id, { state: 'disconnected', disconnectedAt: tx.platform.now(), notBefore: null })
    await record(tx, { type: 'etsy.disconnected', subjectId: id })
    return readConnection(tx)
  })

/** Looks now, whatever went wrong before. */
export const syncNow = (ctx: Context): Promise<EtsyConnectionDto> =>
  inTransaction(ctx, async (tx) => {
    authorize(canSync(ctx.actor))
    const row = await needConnection(tx)
    if (row.state === 'broken') throw conflict('etsy.broken', wordsOf(row.problemCode ?? 'etsy.grant_lost'))
    // What Etsy itself asked us to wait for is waited for.
    if (row.lastErrorCode !== 'etsy.limited') await writeConnection(tx, row.id, { notBefore: null })
    await tx.platform.jobs.send<SyncJob>(SYNC_JOB, { shopId: shopOf(tx) }, tx.tx)
    await sendFollow(tx)
    return readConnection(tx)
  })

export const takeOver = (ctx: Context, wanted: EtsyPrefillInput): Promise<EtsyConnectionDto> =>
  inTransaction(ctx, async (tx) => {
    authorize(canConnect(ctx.actor))
    const row = await needConnection(tx)
    const change = {
      ...(wanted.name && { name: row.name }),
      ...(wanted.currency && row.currency && { currency: row.currency }),
    }
    const shopId = shopOf(tx)
    if (Object.keys(change).length > 0) await tx.tx.update(shops).set(change).where(eq(shops.id, shopId))
    await record(tx, { type: 'shop.changed', subjectId: shopId, data: { fields: Object.keys(change) } })
    return readConnection(tx)
  })

export const setKey = (ctx: Context, { keystring, sharedSecret, webhookSecret }: EtsyKeyInput) =>
  changeKey(ctx, async (tx) => {
    const { secrets } = tx.platform
    const row = {
      sealedKey: secrets.seal(`${keystring}:${sharedSecret}`),
      hint: keystring.slice(-4),
      sealedWebhookSecret: webhookSecret ? secrets.seal(webhookSecret) : null,
      memberId: (ctx.actor as Member).memberId,
      createdAt: tx.platform.now(),
    }
    await tx.tx
      .insert(etsyKeys)
      .values({ shopId: shopOf(tx), ...row })
      .onConflictDoUpdate({ target: etsyKeys.shopId, set: row })
  })

export const forgetKey = (ctx: Context) =>
  changeKey(ctx, async (tx) => {
    await tx.tx.delete(etsyKeys)
  })

/** Tokens belong to the key they were given for. */
const changeKey = (ctx: Context, change: (tx: InTx) => Promise<void>): Promise<EtsyConnectionDto> =>
  inTransaction(ctx, async (tx) => {
    authorize(canConnect(ctx.actor))
    const connection = await findConnection(tx)
    if (connection?.state === 'connected')
      throw conflict('etsy.connected', 'Disconnect the shop first: its access belongs to the key it was given for.')
    await change(tx)
    await record(tx, { type: 'etsy.key_changed', subjectId: shopOf(tx) })
    return readConnection(tx)
  })
