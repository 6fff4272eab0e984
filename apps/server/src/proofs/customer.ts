import type { CustomerPageDto, ProgressDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { outdatedBy } from '@proofroom/workflow'
import { and, eq, isNull } from 'drizzle-orm'
import { loadShop, nameGuest } from '../identity/index.ts'
import { findHandedOver, findItems, loadOrderById, presentMove } from '../orders/index.ts'
import type { Guest } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { record } from '../platform/events/record.ts'
import { tellOrder } from './facts.ts'
import { headingOf } from './heading.ts'
import { colourFor } from './people.ts'
import { readProof } from './read.ts'
import { findOut, findProofs, findVersions, loadVersion, lockProof, type ProofRow } from './store.ts'

const { versions, views } = schema

/** How the making goes. Handed in at start, because proofs know nobody above them. */
export type ReadProgress = (ctx: InTx, orderId: string) => Promise<ProgressDto>

export const getCustomerPage = (ctx: Context, readProgress: ReadProgress): Promise<CustomerPageDto> =>
  inTransaction(ctx, (tx) => readCustomerPage(tx, readProgress))

/** Everything the customer's page shows, in one read. */
async function readCustomerPage(ctx: InTx, readProgress: ReadProgress): Promise<CustomerPageDto> {
  const guest = ctx.actor as Guest
  const { order, customer } = await loadOrderById(ctx, guest.orderId)
  const shop = await loadShop(ctx, shopOf(ctx))
  const items = await findItems(ctx, guest.orderId)
  const proof = await shownProof(ctx, guest.orderId)
  const personalization = items.flatMap((item) => item.personalization)
  return {
    code: guest.linkCode,
    heading: headingOf({ title: order.title, customerName: customer.name, personalization }),
    shop: { code: shop.code, name: shop.name, locale: shop.locale, timezone: shop.timezone },
    order: {
      label: order.label,
      title: order.title,
      customerName: customer.name,
      dueOn: order.dueOn,
      move: presentMove(order, ctx.platform.now()),
      personalization,
      makingSince: order.facts.makingSince,
      isHeld: order.facts.heldAt !== null,
      isOutdated: order.facts.items.some((item) => outdatedBy(order.facts, item)),
      progress: await readProgress(ctx, order.id),
    },
    you: {
      actorId: guest.participantId,
      name: guest.name,
      email: guest.rights === 'decide' ? customer.email : null,
      rights: guest.rights,
      suggestedName: guest.rights === 'decide' ? customer.name : '',
    },
    proof: proof && (await readProof(ctx, proof.id)),
    files: await findHandedOver(ctx, order.id),
    sellerName: await senderOf(ctx, proof),
  }
}

/** The proof that waits for this customer: the first unsigned one that is out, else the last one sent. */
async function shownProof(ctx: InTx, orderId: string): Promise<ProofRow | null> {
  const sent: { proof: ProofRow; open: boolean }[] = []
  for (const proof of await findProofs(ctx, orderId)) {
    const versionsSent = (await findVersions(ctx, proof.id)).some((version) => version.sentAt)
    if (versionsSent) sent.push({ proof, open: (await findOut(ctx, proof.id))?.state === 'sent' })
  }
  return (sent.find(({ open }) => open) ?? sent.at(-1))?.proof ?? null
}

/** First name of whoever made the newest version: "Send to Maya". The shop's own name before that. */
async function senderOf(ctx: InTx, proof: ProofRow | null): Promise<string> {
  const shop = await loadShop(ctx, shopOf(ctx))
  const out = proof && (await findOut(ctx, proof.id))
  if (!proof || !out) return shop.name
  const { users, members } = schema
  const [sender] = await ctx.tx
    .select({ name: users.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.id, out.createdBy))
  return sender?.name.split(/\s+/)[0] ?? shop.name
}

/** A guest looked: after the picture was painted, never by fetching a page. */
export function markViewed(ctx: Context, versionId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const guest = ctx.actor as Guest
    const version = await loadVersion(tx, versionId)
    if (!version.sentAt) return
    // Like every act on a proof: two people opening it in the same second take turns instead of blocking each other.
    await lockProof(tx, version.proofId)
    const { shopId, orderId } = version
    const row = { shopId, orderId, versionId, participantId: guest.participantId, firstAt: ctx.platform.now() }
    const first = await tx.tx.insert(views).values(row).onConflictDoNothing().returning()
    if (first.length === 0) return
    const unseen = and(eq(versions.id, versionId), eq(versions.state, 'sent'), isNull(versions.viewedAt))
    await tx.tx.update(versions).set({ viewedAt: ctx.platform.now() }).where(unseen)
    await record(tx, { type: 'proof.viewed', orderId, subjectId: versionId, data: { number: version.number } })
    await tellOrder(tx, version.proofId)
  })
}

/** Answers the guest under the name they gave. */
export function sayName(ctx: Context, input: { name: string; email?: string }): Promise<Guest> {
  return inTransaction(ctx, async (tx) => {
    const guest = ctx.actor as Guest
    await nameGuest(tx, guest, input)
    const proof = await shownProof(tx, guest.orderId)
    if (proof) await colourFor(tx, proof, guest)
    await record(tx, { type: 'guest.named', orderId: guest.orderId, subjectId: guest.participantId })
    return { ...guest, name: input.name }
  })
}
