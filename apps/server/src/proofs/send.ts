import type { SendInput, SentDto, VersionDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import { toString as drawQr } from 'qrcode'
import { customerLink, linkUrl, loadShop } from '../identity/index.ts'
import { loadOrderById, lockOrder, mailedTo } from '../orders/index.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { contentHash } from './content-hash.ts'
import { tellOrder } from './facts.ts'
import { announceClosed } from './live/index.ts'
import { canSend, canWithdraw } from './policy.ts'
import { holdRoom, keepSnapshot } from './snapshots.ts'
import { findOut, findPages, loadProof, loadVersion, lockProof, type VersionRow } from './store.ts'
import { lockDraft, readVersion } from './versions.ts'

const { versions } = schema

/**
 * Makes a draft visible to the customer and closes the version before it. From here its pages never change, and its
 * content hash is what a signature will name.
 */
export function sendVersion(ctx: Context, proofId: string, versionId: string, input: SendInput): Promise<SentDto> {
  return inTransaction(ctx, async (tx) => {
    authorize(canSend(ctx.actor))
    const draft = await lockDraft(tx, proofId, versionId)
    const { facts } = await lockOrder(tx, draft.orderId)
    if (facts.cancelledAt) throw conflict('order.cancelled', 'This order was cancelled. No proof goes out any more.')
    const pages = await findPages(tx, [versionId])
    if (pages.length === 0) throw invalid('version.empty', 'There is no page in this proof yet. Drop a mockup first.')
    await supersede(tx, await findOut(tx, proofId))
    const room = await holdRoom(tx, draft)
    const sentAt = ctx.platform.now()
    const note = input.note ?? draft.note
    await tx.tx
      .update(versions)
      .set({ state: 'sent', sentAt, note, contentHash: contentHash(pages) })
      .where(eq(versions.id, versionId))
    const snapshot = await keepSnapshot(tx, draft, 'sent', room)
    const data = { number: draft.number, snapshot }
    await record(tx, { type: 'proof.sent', orderId: draft.orderId, subjectId: versionId, data })
    await tellOrder(tx, proofId)
    return shareOf(tx, proofId, versionId)
  })
}

async function supersede(ctx: InTx, out: VersionRow | undefined): Promise<void> {
  if (out?.state !== 'sent') return
  await ctx.tx
    .update(versions)
    .set({ state: 'superseded', closedAt: ctx.platform.now() })
    .where(eq(versions.id, out.id))
  await announceClosed(ctx.tx, out.id)
}

/** Takes a wrongly sent version back: the customer no longer sees it, and nobody can sign it. */
export function withdrawVersion(ctx: Context, proofId: string, versionId: string): Promise<VersionDto> {
  return inTransaction(ctx, async (tx) => {
    await lockProof(tx, proofId)
    const version = await loadVersion(tx, versionId, proofId)
    const decision = canWithdraw(ctx.actor, { ...version, newest: true })
    if (!decision.allowed && version.state !== 'sent') throw conflict('version.not_out', decision.reason)
    authorize(decision)
    await tx.tx
      .update(versions)
      .set({ state: 'withdrawn', closedAt: ctx.platform.now() })
      .where(eq(versions.id, versionId))
    await announceClosed(tx.tx, versionId)
    await record(tx, {
      type: 'proof.withdrawn',
      orderId: version.orderId,
      subjectId: versionId,
      data: { number: version.number },
    })
    await tellOrder(tx, proofId)
    return readVersion(tx, versionId)
  })
}

/** The link, message and QR of what is out, to pass on once more. */
export function getShare(ctx: Context, proofId: string): Promise<SentDto> {
  return inTransaction(ctx, async (tx) => {
    authorize(canSend(ctx.actor))
    await loadProof(tx, proofId)
    const out = await findOut(tx, proofId)
    if (!out) throw conflict('version.none_out', 'No proof is out at the moment. Send one first.')
    return shareOf(tx, proofId, out.id)
  })
}

async function shareOf(ctx: InTx, proofId: string, versionId: string): Promise<SentDto> {
  const proof = await loadProof(ctx, proofId)
  const { customer } = await loadOrderById(ctx, proof.orderId)
  const shop = await loadShop(ctx, shopOf(ctx))
  // The version is finished, and nobody outside is shown it.
  if (!shop.customerLinks)
    return { version: await readVersion(ctx, versionId), link: '', message: '', qr: '', mailedTo: null }
  const link = linkUrl(ctx, await customerLink(ctx, proof.orderId, customer.name))
  const version = await readVersion(ctx, versionId)
  const svg = await drawQr(link, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' })
  return {
    version,
    link,
    message: messageFor({ name: customer.name, title: proof.title, number: version.number, link }),
    qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
    mailedTo: mailedTo(ctx, shop, customer),
  }
}

/** What the seller pastes into the marketplace's conversation: their own words are welcome, these work as they are. */
export function messageFor({
  name,
  title,
  number,
  link,
}: {
  name: string
  title: string
  number: number
  link: string
}): string {
  const first = name.trim().split(/\s+/)[0] ?? name
  const which = number === 1 ? 'Your proof' : `Proof ${number}`
  return `Hi ${first}, ${number === 1 ? 'your proof' : which.toLowerCase()} for “${title}” is ready. Open it on your phone, tap anything you would like different, or approve it:\n${link}`
}
