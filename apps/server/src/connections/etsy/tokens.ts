import { setTimeout as pause } from 'node:timers/promises'
import { schema } from '@proofroom/db'
import { EtsyClient, EtsyError, refreshTokens, type TokenKeeper, type Tokens } from '@proofroom/etsy'
import { and, eq } from 'drizzle-orm'
import { type Context, type InTx, inTransaction, shopOf } from '../../platform/context.ts'
import { type App, hostsOf, needApp } from './app.ts'
import { limiterOf } from './pace.ts'
import { type ConnectionRow, findConnection } from './store.ts'

const { etsyConnections, etsyTokens } = schema

export async function keepTokens(ctx: InTx, connectionId: string, tokens: Tokens): Promise<void> {
  const values = {
    sealed: ctx.platform.secrets.seal(JSON.stringify(tokens)),
    expiresAt: tokens.expiresAt,
    renewedAt: ctx.platform.now(),
  }
  await ctx.tx
    .insert(etsyTokens)
    .values({ connectionId, shopId: shopOf(ctx), ...values })
    .onConflictDoUpdate({ target: etsyTokens.connectionId, set: values })
}

export async function forgetTokens(ctx: InTx, connectionId: string): Promise<void> {
  await ctx.tx.delete(etsyTokens).where(eq(etsyTokens.connectionId, connectionId))
}

const gone = () => new EtsyError('etsy.grant_lost', 'This shop is not connected.')

type Row = typeof etsyTokens.$inferSelect
const opened = (ctx: Context, { sealed, expiresAt }: Row): Tokens => ({
  ...(JSON.parse(ctx.platform.secrets.open(sealed)) as Tokens),
  expiresAt,
})

/**
 * A shop's tokens, for all processes. The row is held while Etsy is asked for new ones, so that one asks; the others find
 * what it got. New tokens are committed before anybody uses them.
 */
function keeperOf(given: Context, app: App, connectionId: string): TokenKeeper {
  // A transaction of its own, whatever the caller is in: tokens stay renewed when the rest is undone.
  const { tx: _, ...ctx } = { ...given, idempotency: null } as Context
  return {
    read: () =>
      inTransaction(ctx, async (tx) => {
        const [row] = await tx.tx.select().from(etsyTokens).where(eq(etsyTokens.connectionId, connectionId))
        if (!row) throw gone()
        return opened(ctx, row)
      }),
    renew: (old) => renew(ctx, app, { connectionId, old }),
  }
}

/** What came for what. */
type Renewal = { replaced: Tokens; fresh: Tokens }

/**
 * Etsy's answer ends the old refresh token: whatever became of the transaction that held the row meanwhile, what came is
 * kept, or the shop would have to be connected anew. And who asks with one that is over by then waits for that.
 */
async function renew(ctx: Context, app: App, { connectionId, old }: { connectionId: string; old: Tokens }) {
  const came: Renewal[] = []
  try {
    return await inTransaction(ctx, async (tx) => {
      const now = await holdTokens(tx, connectionId)
      if (now.accessToken !== old.accessToken) return now
      const asked = { hosts: hostsOf(ctx.platform), keystring: app.keystring, now: ctx.platform.now }
      const fresh = await refreshTokens(asked, now.refreshToken)
      came.push({ replaced: now, fresh })
      await keepRenewed(tx, connectionId, fresh)
      return fresh
    })
  } catch (error) {
    const [renewal] = came
    if (renewal) return keepAfterAll(ctx, connectionId, renewal)
    if (error instanceof EtsyError && error.code === 'etsy.grant_lost') return anothersOf(ctx, connectionId, old, error)
    throw error
  }
}

/** New tokens are a yes of Etsy's: whoever was refused meanwhile, with the ones before, spoke too soon. */
async function keepRenewed(ctx: InTx, connectionId: string, fresh: Tokens): Promise<void> {
  await keepTokens(ctx, connectionId, fresh)
  await ctx.tx
    .update(etsyConnections)
    .set({ state: 'connected', problemCode: null, problemAt: null })
    .where(
      and(
        eq(etsyConnections.id, connectionId),
        eq(etsyConnections.state, 'broken'),
        eq(etsyConnections.problemCode, 'etsy.grant_lost'),
      ),
    )
}

/** Together longer than it takes until a connection to the database that says nothing more is given up. */
const ATTEMPTS = 10
const PAUSE_MS = 250

async function keepAfterAll(ctx: Context, connectionId: string, { replaced, fresh }: Renewal): Promise<Tokens> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(ctx, async (tx) => {
        const now = await holdTokens(tx, connectionId)
        if (now.refreshToken !== replaced.refreshToken) return now
        await keepRenewed(tx, connectionId, fresh)
        return fresh
      })
    } catch (error) {
      if (error instanceof EtsyError || attempt === ATTEMPTS) throw error
      await pause(PAUSE_MS * attempt)
    }
  }
}

/** Those that another process got and is about to keep; after some seconds there are none, and the refusal holds. */
async function anothersOf(ctx: Context, connectionId: string, old: Tokens, refusal: EtsyError): Promise<Tokens> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await pause(PAUSE_MS * attempt)
    const now = await inTransaction(ctx, (tx) => holdTokens(tx, connectionId))
    if (now.accessToken !== old.accessToken) return now
  }
  throw refusal
}

async function holdTokens(ctx: InTx, connectionId: string): Promise<Tokens> {
  const [row] = await ctx.tx.select().from(etsyTokens).where(eq(etsyTokens.connectionId, connectionId)).for('update')
  if (!row) throw gone()
  return opened(ctx, row)
}

export type ShopClient = { client: EtsyClient; connection: ConnectionRow }

/** Null when nothing is connected, or only a person can help. */
export async function openClient(ctx: Context): Promise<ShopClient | null> {
  const found = await inTransaction({ ...ctx, idempotency: null }, async (tx) => {
    const connection = await findConnection(tx)
    return connection?.state === 'connected' ? { connection, app: await needApp(tx) } : null
  })
  return found && { connection: found.connection, client: clientOf(ctx, found.app, found.connection) }
}

export function clientOf(ctx: Context, app: App, { id, etsyShopId }: Pick<ConnectionRow, 'id' | 'etsyShopId'>) {
  const hosts = hostsOf(ctx.platform)
  const tokens = keeperOf(ctx, app, id)
  return new EtsyClient({
    ...{ hosts, tokens, apiKey: `${app.keystring}:${app.secret}`, limiter: limiterOf(ctx.platform, app) },
    ...{ shop: etsyShopId, now: ctx.platform.now },
  })
}
