import type { CreateLinkInput, LinkDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { actorId, type Rights } from '../platform/actor.ts'
import { type Context, type InTx, shopOf } from '../platform/context.ts'
import { conflict, notFound } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { newCode } from '../platform/secrets.ts'
import { announceRevocation } from './revocation.ts'
import { loadShop } from './store.ts'

const { links, participants } = schema
export type LinkRow = typeof links.$inferSelect

const DAY_MS = 24 * 3600 * 1000
const PURPOSE = 'link'

/** The secret half, made from what the row says: shown again at will, never stored, other after a rotation. */
const secretOf = (ctx: Context, link: Pick<LinkRow, 'id' | 'generation'>) =>
  ctx.platform.secrets.sign(PURPOSE, `${link.id}.${link.generation}`)

export const linkUrl = (ctx: Context, link: Pick<LinkRow, 'id' | 'generation' | 'code'>) =>
  `${ctx.publicUrl}/c/${link.code}.${secretOf(ctx, link)}`

export const linkSecretFits = (ctx: Context, link: LinkRow, secret: string) =>
  ctx.platform.secrets.verify(PURPOSE, `${link.id}.${link.generation}`, secret)

export const rightsOf = (link: Pick<LinkRow, 'canComment' | 'canDecide'>): Rights => {
  if (link.canDecide) return 'decide'
  return link.canComment ? 'comment' : 'view'
}

export async function createLink(ctx: InTx, orderId: string, input: CreateLinkInput): Promise<LinkRow> {
  const shop = await loadShop(ctx, shopOf(ctx))
  if (!shop.customerLinks) throw linksAreOff()
  const [row] = await ctx.tx
    .insert(links)
    .values({
      id: uuidv7(),
      shopId: shopOf(ctx),
      orderId,
      code: newCode(),
      label: input.label,
      canComment: input.rights !== 'view',
      canDecide: input.rights === 'decide',
      expiresAt: new Date(ctx.platform.now().getTime() + input.days * DAY_MS),
      createdBy: actorId(ctx.actor) ?? shopOf(ctx),
      createdAt: ctx.platform.now(),
    })
    .returning()
  await record(ctx, { type: 'link.created', orderId, subjectId: row?.id, data: { rights: input.rights } })
  return row as LinkRow
}

const linksAreOff = () =>
  conflict(
    'links.off',
    'Customer links are off in this shop: it reviews its proofs itself. The owner can turn them on.',
  )

/** The order's link for its customer: the newest one that decides and still works, or a new one. */
export async function customerLink(ctx: InTx, orderId: string, customerName: string): Promise<LinkRow> {
  const usable = and(
    eq(links.orderId, orderId),
    eq(links.canDecide, true),
    isNull(links.revokedAt),
    sql`${links.expiresAt} > ${ctx.platform.now().toISOString()}::timestamptz`,
  )
  const [found] = await ctx.tx.select().from(links).where(usable).orderBy(desc(links.createdAt)).limit(1)
  return found ?? createLink(ctx, orderId, { label: customerName, rights: 'decide', days: 180 })
}

export async function listLinks(ctx: InTx, orderId: string): Promise<LinkDto[]> {
  const rows = await ctx.tx.select().from(links).where(eq(links.orderId, orderId)).orderBy(asc(links.createdAt))
  const people = await ctx.tx
    .select()
    .from(participants)
    .where(eq(participants.orderId, orderId))
    .orderBy(desc(participants.lastSeenAt))
  return rows.map((row) => presentLink(ctx, row, people))
}

/** The old address stops working and everybody on it is sent away; the new one is for passing on. */
export async function rotateLink(ctx: InTx, orderId: string, linkId: string): Promise<LinkDto> {
  await loadLink(ctx, orderId, linkId)
  const next = { generation: sql`${links.generation} + 1` }
  const [row] = await ctx.tx.update(links).set(next).where(eq(links.id, linkId)).returning()
  await record(ctx, { type: 'link.rotated', orderId, subjectId: linkId })
  await announceRevocation(ctx.tx, { linkId })
  return presentLink(ctx, row as LinkRow, [])
}

export async function revokeLink(ctx: InTx, orderId: string, linkId: string): Promise<LinkDto> {
  await loadLink(ctx, orderId, linkId)
  const ended = { revokedAt: ctx.platform.now() }
  const [row] = await ctx.tx.update(links).set(ended).where(eq(links.id, linkId)).returning()
  await record(ctx, { type: 'link.revoked', orderId, subjectId: linkId })
  await announceRevocation(ctx.tx, { linkId })
  return presentLink(ctx, row as LinkRow, [])
}

async function loadLink(ctx: InTx, orderId: string, linkId: string): Promise<LinkRow> {
  const [row] = await ctx.tx
    .select()
    .from(links)
    .where(and(eq(links.id, linkId), eq(links.orderId, orderId)))
  if (!row) throw notFound()
  return row
}

export function presentLink(ctx: Context, row: LinkRow, people: (typeof participants.$inferSelect)[]): LinkDto {
  const expired = row.expiresAt <= ctx.platform.now()
  const opened = people.filter((person) => person.linkId === row.id && person.name !== null)
  return {
    id: row.id,
    label: row.label,
    rights: rightsOf(row),
    url: linkUrl(ctx, row),
    state: row.revokedAt ? 'revoked' : expired ? 'expired' : 'active',
    expiresAt: row.expiresAt.toISOString(),
    openedBy: opened.map(({ name, device, lastSeenAt }) => ({ name, device, lastSeenAt: lastSeenAt.toISOString() })),
  }
}
