import type { EtsyConsentDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { consentUrl, EtsyClient, exchangeCode, newVerifier, type Scope, type Shop } from '@proofroom/etsy'
import { and, desc, eq, ne } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Member } from '../../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../../platform/context.ts'
import { AppError, postgresCode } from '../../platform/errors.ts'
import { record } from '../../platform/events/record.ts'
import { authorize } from '../../platform/policy.ts'
import { newToken, sha256 } from '../../platform/secrets.ts'
import { callbackOf, hostsOf, needApp } from './app.ts'
import { limiterOf } from './pace.ts'
import { canConnect } from './policy.ts'
import { codeOf } from './problems.ts'
import { findConnection, writeConnection } from './store.ts'
import { keepTokens } from './tokens.ts'

const { etsyConnections, etsyConsents, members, shops } = schema

/** The least that all of it needs, and what for. */
export const SCOPES: { scope: Scope; why: string }[] = [
  { scope: 'shops_r', why: 'to know which shop it is, its name and its currency' },
  { scope: 'transactions_r', why: 'to see your orders and what buyers wrote and uploaded' },
  { scope: 'transactions_w', why: 'to mark orders as sent, with their tracking, when you ship here' },
  { scope: 'listings_r', why: 'to see which listing was bought, so that it goes the right way' },
  { scope: 'listings_w', why: 'to change a listing’s words and questions, or draft one for extra work, when you do' },
]

const VALID_MS = 15 * 60_000

/** Where to send the owner's browser. */
export const beginConsent = (ctx: Context): Promise<EtsyConsentDto> =>
  inTransaction(ctx, async (tx) => {
    authorize(canConnect(ctx.actor))
    const app = await needApp(tx)
    const [state, verifier, redirectUri] = [newToken(), newVerifier(), callbackOf(ctx)]
    const scopes = SCOPES.map(({ scope }) => scope)
    const now = ctx.platform.now()
    await tx.tx.insert(etsyConsents).values({
      ...{
        stateHash: sha256(state),
        shopId: shopOf(ctx),
        memberId: (ctx.actor as Member).memberId,
        redirectUri,
        scopes,
      },
      sealedVerifier: ctx.platform.secrets.seal(verifier),
      expiresAt: new Date(now.getTime() + VALID_MS),
      createdAt: now,
    })
    const { keystring } = app
    const url = consentUrl({ hosts: hostsOf(ctx.platform), keystring, redirectUri, scopes, state, verifier })
    return { url, scopes: SCOPES }
  })

export type Returned = { state?: string | undefined; code?: string | undefined; error?: string | undefined }

/** Back from Etsy: answers where the browser goes on. Used once, by who was sent. */
export async function finishConsent(ctx: Context, returned: Returned): Promise<string> {
  const consent = await claim(ctx, returned.state ?? '')
  if (!consent) return '/?etsy=etsy.consent_over'
  const page = `/s/${consent.shopCode}/settings/etsy`
  const shopCtx: Context = { ...ctx, actor: consent.member }
  try {
    if (returned.error || !returned.code) throw new Refused('etsy.consent_refused')
    await connect(shopCtx, consent, returned.code)
    return `${page}?etsy=connected`
  } catch (error) {
    const code = error instanceof Refused || error instanceof AppError ? error.code : codeOf(error)
    if (code === 'etsy.ours') throw error
    ctx.platform.log.warn({ requestId: ctx.requestId, code }, 'etsy: a shop was not connected')
    return `${page}?etsy=${encodeURIComponent(code)}`
  }
}

class Refused extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

type Consent = typeof etsyConsents.$inferSelect
type Claimed = Consent & { shopCode: string; member: Member }

async function claim(ctx: Context, state: string): Promise<Claimed | null> {
  if (ctx.actor.type !== 'user') return null
  const { userId } = ctx.actor
  const stateHash = sha256(state)
  const [shown] = await inTransaction(
    ctx,
    (tx) => tx.tx.select().from(etsyConsents).where(eq(etsyConsents.stateHash, stateHash)),
    { linkCode: stateHash, userId },
  )
  if (!shown) return null
  const now = ctx.platform.now()
  return inTransaction(
    ctx,
    async (tx) => {
      const [row] = await tx.tx
        .select({ member: members, shop: shops })
        .from(members)
        .innerJoin(shops, eq(shops.id, members.shopId))
        .where(and(eq(members.id, shown.memberId), eq(members.userId, userId)))
      if (!row || row.member.removedAt || row.member.role !== 'owner') return null
      const [consent] = await tx.tx
        .select()
        .from(etsyConsents)
        .where(eq(etsyConsents.stateHash, stateHash))
        .for('update')
      if (!consent || consent.usedAt || consent.expiresAt < now) return null
      await tx.tx.update(etsyConsents).set({ usedAt: now }).where(eq(etsyConsents.stateHash, stateHash))
      const { id: memberId, role, shopId } = row.member
      const member: Member = { type: 'member', memberId, userId, name: '', role, shopId, shopCode: row.shop.code }
      return { ...consent, shopCode: row.shop.code, member }
    },
    { shopId: shown.shopId },
  )
}

async function connect(ctx: Context, { sealedVerifier, redirectUri }: Claimed, code: string): Promise<void> {
  const app = await inTransaction(ctx, needApp)
  const hosts = hostsOf(ctx.platform)
  const verifier = ctx.platform.secrets.open(sealedVerifier)
  const tokens = await exchangeCode(
    { hosts, keystring: app.keystring, now: ctx.platform.now },
    { code, verifier, redirectUri },
  )
  const client = new EtsyClient({
    ...{ hosts, apiKey: `${app.keystring}:${app.secret}`, limiter: limiterOf(ctx.platform, app), shop: tokens.userId },
    tokens: { read: async () => tokens, renew: async () => tokens },
    now: ctx.platform.now,
  })
  const me = await client.me()
  if (!me.shopId) throw new Refused('etsy.no_shop')
  const [shop, scopes] = [await client.shop(me.shopId), await client.scopes()]
  if (!scopes.includes('transactions_r')) throw new Refused('etsy.scopes_missing')
  await inTransaction(ctx, async (tx) => {
    const id = await keepConnection(tx, shop, { userId: me.userId, scopes, key: app.of })
    await keepTokens(tx, id, tokens)
    await record(tx, { type: 'etsy.connected', subjectId: id })
  })
}

type Grant = { userId: string; scopes: string[]; key: 'installation' | 'own' }

/** The same shop again goes on where it was; another one only after a disconnect. */
async function keepConnection(ctx: InTx, shop: Shop, { userId, scopes, key }: Grant): Promise<string> {
  const before = await findConnection(ctx)
  const { shop_id: etsyShopId, shop_name: name, currency_code: currency, icon_url_fullxfull: iconUrl, url } = shop
  if (before && before.etsyShopId !== etsyShopId) throw new Refused('etsy.other_shop')
  const granted = { etsyUserId: userId, scopes, key, name, currency, iconUrl, url }
  const whole = { state: 'connected' as const, problemCode: null, problemAt: null, failures: 0, notBefore: null }
  if (before) {
    await writeConnection(ctx, before.id, { ...granted, ...whole, lastErrorCode: null, lastErrorAt: null })
    return before.id
  }
  const now = ctx.platform.now()
  const id = uuidv7()
  const { memberId } = ctx.actor as Member
  const row = { id, shopId: shopOf(ctx), etsyShopId, ...granted, ...whole, memberId, connectedAt: now, createdAt: now }
  try {
    await ctx.tx.transaction((savepoint) => savepoint.insert(etsyConnections).values(row))
  } catch (error) {
    if (postgresCode(error) !== '23505') throw error
    throw new Refused('etsy.shop_taken')
  }
  await goOnFrom(ctx, id, etsyShopId)
  return id
}

/** Connected before: what is here already is not read again, only what changed meanwhile. */
async function goOnFrom(ctx: InTx, id: string, etsyShopId: string): Promise<void> {
  const [last] = await ctx.tx
    .select()
    .from(etsyConnections)
    .where(and(eq(etsyConnections.etsyShopId, etsyShopId), ne(etsyConnections.id, id)))
    .orderBy(desc(etsyConnections.disconnectedAt))
    .limit(1)
  if (!last?.importFinishedAt) return
  const { syncedThrough, importStartedAt, importFinishedAt, importSeen, importTotal } = last
  await writeConnection(ctx, id, { syncedThrough, importStartedAt, importFinishedAt, importSeen, importTotal })
}
