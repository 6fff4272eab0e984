import type { PrivacyDto, UpdatePrivacyInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { ACCESS_CHANNEL, loadShop, type ShopRow } from '../identity/index.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { record } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { canSetPrivacy } from './policy.ts'

const { links, shops, tickets } = schema

const present = (ctx: Context, { retentionDays, customerLinks, privacyContact }: ShopRow): PrivacyDto => ({
  ...{ retentionDays, customerLinks, privacyContact },
  mayChange: canSetPrivacy(ctx.actor).allowed,
})

export const getPrivacy = (ctx: Context): Promise<PrivacyDto> =>
  inTransaction(ctx, async (tx) => present(ctx, await loadShop(tx, shopOf(ctx))))

/** What follows when customers open nothing any more; handed in by who knows how things are made. */
export type LinksOff = (ctx: Context) => Promise<void>

export const updatePrivacy = (ctx: Context, input: UpdatePrivacyInput, onLinksOff?: LinksOff): Promise<PrivacyDto> =>
  inTransaction(ctx, async (tx) => {
    authorize(canSetPrivacy(ctx.actor))
    const shopId = shopOf(ctx)
    const before = await loadShop(tx, shopId)
    if (Object.keys(input).length > 0) await tx.tx.update(shops).set(input).where(eq(shops.id, shopId))
    if (before.customerLinks && input.customerLinks === false) {
      await sendGuestsAway(tx)
      await onLinksOff?.(tx)
    }
    await record(tx, { type: 'shop.changed', subjectId: shopId, data: { fields: Object.keys(input) } })
    return present(ctx, await loadShop(tx, shopId))
  })

/** Whoever is in a room by a link is sent out of it, and no ticket lets them in again. The links stay as they are. */
async function sendGuestsAway(ctx: InTx): Promise<void> {
  const live = and(isNull(links.revokedAt), gt(links.expiresAt, ctx.platform.now()))
  const payload = sql`json_build_object('revoked', json_build_object('linkId', ${links.id}))::text`
  await ctx.tx
    .select({ told: sql`pg_notify(${ACCESS_CHANNEL}, ${payload})` })
    .from(links)
    .where(live)
  await ctx.tx.delete(tickets).where(sql`${tickets.grant} ? 'linkId'`)
}
