import { type Scope, schema } from '@proofroom/db'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Guest } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { newToken, sha256 } from '../platform/secrets.ts'
import { type LinkRow, linkSecretFits, rightsOf } from './links.ts'
import { loadShop } from './store.ts'

const { customers, links, members, orders, participants } = schema

/**
 * Opening a link: a session on it, for the cookie. The address then shows only the code. Whoever opens it again in the
 * same browser stays who they were, with their name and their marks: `held` is the cookie they come with.
 */
export async function openLink(ctx: Context, code: string, secret: string, held?: string) {
  const link = await findLink(ctx, code)
  if (!link) throw notFound()
  refuseEnded(ctx, link)
  await refuseClosed(ctx, link)
  // A wrong secret with a right code is an address from before a rotation, or a mistyped one.
  if (!linkSecretFits(ctx, link, secret)) throw replaced()
  const { shopId, orderId, generation } = link
  const known = held && (await inTransaction(ctx, (tx) => findParticipant(tx, link, held, null), { shopId, orderId }))
  if (known && known.person.generation === generation) return { session: held, expires: link.expiresAt }
  const session = newToken()
  const row = {
    id: uuidv7(),
    shopId,
    orderId,
    linkId: link.id,
    generation,
    sessionHash: sha256(session),
    device: ctx.device,
    createdAt: ctx.platform.now(),
    lastSeenAt: ctx.platform.now(),
  }
  await inTransaction(ctx, (tx) => tx.tx.insert(participants).values(row), { shopId, orderId })
  return { session, expires: link.expiresAt }
}

/** The guest behind a link's cookie; every ended state is told in its own sentence. */
export async function resolveGuest(
  ctx: Context,
  code: string,
  session: string | undefined,
  userId: string | null,
): Promise<Guest> {
  const link = await findLink(ctx, code)
  if (!link) throw notFound()
  refuseEnded(ctx, link)
  if (!session) throw openAgain()
  const scope = { shopId: link.shopId, orderId: link.orderId }
  const found = await inTransaction(ctx, (tx) => findParticipant(tx, link, session, userId), scope)
  if (!found) throw openAgain()
  if (!found.opensLinks) throw closed()
  if (found.person.generation !== link.generation) throw replaced()
  return {
    type: 'guest',
    participantId: found.person.id,
    name: found.person.name,
    linkId: link.id,
    linkCode: link.code,
    linkGeneration: link.generation,
    linkExpiresAt: link.expiresAt,
    rights: rightsOf(link),
    ...scope,
    memberPresent: found.memberPresent,
  }
}

async function findParticipant(ctx: InTx, link: LinkRow, session: string, userId: string | null) {
  const now = ctx.platform.now().toISOString()
  const [person] = await ctx.tx
    .update(participants)
    .set({ lastSeenAt: sql`date_trunc('minute', ${now}::timestamptz)`, ...(ctx.device && { device: ctx.device }) })
    .where(and(eq(participants.sessionHash, sha256(session)), eq(participants.linkId, link.id)))
    .returning()
  if (!person) return null
  const member = userId
    ? await ctx.tx
        .select({ id: members.id })
        .from(members)
        .where(and(eq(members.userId, userId), isNull(members.removedAt)))
    : []
  return { person, memberPresent: member.length > 0, opensLinks: await opensLinks(ctx, link) }
}

async function findLink(ctx: Context, code: string): Promise<LinkRow | undefined> {
  if (!/^[a-z0-9]{6,20}$/.test(code)) return undefined
  const scope: Scope = { linkCode: code }
  const [row] = await inTransaction(ctx, (tx) => tx.tx.select().from(links).where(eq(links.code, code)), scope)
  return row
}

/** Not a word of the order: only that there is nothing to be opened, and whom to ask. */
const closed = () =>
  new AppError(
    410,
    'link.off',
    'This shop shows its proofs another way at the moment, so this link does not open. Please write to them.',
  )

async function refuseClosed(ctx: Context, link: LinkRow): Promise<void> {
  const { shopId, orderId } = link
  if (!(await inTransaction(ctx, (tx) => opensLinks(tx, link), { shopId, orderId }))) throw closed()
}

async function opensLinks(ctx: InTx, { shopId }: LinkRow): Promise<boolean> {
  return (await loadShop(ctx, shopId)).customerLinks
}

function refuseEnded(ctx: Context, link: LinkRow): void {
  if (link.revokedAt) throw new AppError(410, 'link.revoked', 'The shop has closed this link. Ask them for a new one.')
  if (link.expiresAt <= ctx.platform.now())
    throw new AppError(410, 'link.expired', 'This link has expired. Ask the shop for a new one.')
}

const openAgain = () =>
  new AppError(401, 'link.open_again', 'Open the link in your message again: this browser does not know you yet.')
const replaced = () =>
  new AppError(
    410,
    'link.replaced',
    'The shop has replaced this link. Look for a newer message from them, or ask for it.',
  )

/** The name they go by, and where news may reach them. */
export async function nameGuest(ctx: InTx, guest: Guest, input: { name: string; email?: string }): Promise<void> {
  await ctx.tx.update(participants).set({ name: input.name }).where(eq(participants.id, guest.participantId))
  if (!input.email || guest.rights !== 'decide') return
  const [order] = await ctx.tx.select().from(orders).where(eq(orders.id, guest.orderId))
  if (order) await ctx.tx.update(customers).set({ email: input.email }).where(eq(customers.id, order.customerId))
}

export async function myLink(ctx: InTx, guest: Guest): Promise<LinkRow> {
  const [row] = await ctx.tx.select().from(links).where(eq(links.id, guest.linkId))
  if (!row) throw notFound()
  return row
}
