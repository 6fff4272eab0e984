import type { CreateProofInput, ProofDto, StartVersionInput, UpdateVersionInput, VersionDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { findItems, loadOrder } from '../orders/index.ts'
import { actorId } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { tellOrder } from './facts.ts'
import { createRoom } from './live/index.ts'
import { canUpload } from './policy.ts'
import { presentVersion } from './present.ts'
import { readProof } from './read.ts'
import { findPages, findVersions, loadVersion, lockProof, outOf, type ProofRow, type VersionRow } from './store.ts'

const { pages, proofItems, proofs, versions } = schema

/** A proof of an order with its first draft. It covers the items named, or all. */
export function createProof(ctx: Context, orderCode: string, input: CreateProofInput): Promise<ProofDto> {
  return inTransaction(ctx, async (tx) => {
    authorize(canUpload(ctx.actor))
    const { order } = await loadOrder(tx, orderCode)
    const items = await findItems(tx, order.id)
    const covered = input.itemIds ? items.filter((item) => input.itemIds?.includes(item.id)) : items
    if (covered.length === 0 || (input.itemIds && covered.length < input.itemIds.length))
      throw invalid('proof.items', 'A proof covers items of its own order. Choose at least one of them.')
    const shopId = shopOf(ctx)
    const createdAt = ctx.platform.now()
    const proof = { id: uuidv7(), shopId, orderId: order.id, title: input.title ?? order.title, createdAt }
    await tx.tx.insert(proofs).values(proof)
    await tx.tx
      .insert(proofItems)
      .values(covered.map((item) => ({ shopId, orderId: order.id, proofId: proof.id, itemId: item.id })))
    await insertDraft(tx, proof, 1)
    await record(tx, { type: 'proof.created', orderId: order.id, subjectId: proof.id })
    await tellOrder(tx, proof.id)
    return readProof(tx, proof.id)
  })
}

/** Begins the next version. One draft at a time. */
export function startVersion(ctx: Context, proofId: string, input: StartVersionInput): Promise<ProofDto> {
  return inTransaction(ctx, async (tx) => {
    authorize(canUpload(ctx.actor))
    const proof = await lockProof(tx, proofId)
    const before = await findVersions(tx, proofId)
    const draft = before.find((version) => version.state === 'draft')
    if (draft) throw conflict('version.draft_exists', `Proof ${draft.number} is begun already. Finish that one first.`)
    const version = await insertDraft(tx, proof, (before.at(-1)?.number ?? 0) + 1)
    const last = before.at(-1)
    if (input.copyPages && last) await copyPages(tx, last, version)
    await record(tx, {
      type: 'proof.draft_started',
      orderId: proof.orderId,
      subjectId: version.id,
      data: { number: version.number },
    })
    await tellOrder(tx, proofId)
    return readProof(tx, proofId)
  })
}

async function insertDraft(
  ctx: InTx,
  proof: Pick<ProofRow, 'id' | 'shopId' | 'orderId'>,
  number: number,
): Promise<VersionRow> {
  const { shopId, orderId } = proof
  const createdBy = actorId(ctx.actor) ?? shopId
  const values = { id: uuidv7(), shopId, orderId, proofId: proof.id, number, createdBy, createdAt: ctx.platform.now() }
  const [version] = await ctx.tx.insert(versions).values(values).returning()
  await createRoom(ctx.tx, { versionId: values.id, shopId, orderId })
  return version as VersionRow
}

async function copyPages(ctx: InTx, from: VersionRow, to: VersionRow): Promise<void> {
  const copies = (await findPages(ctx, [from.id])).map((page) => ({ ...page, id: uuidv7(), versionId: to.id }))
  if (copies.length > 0) await ctx.tx.insert(pages).values(copies)
}

/** A draft's note, and the order and names of its pages. */
export function updateVersion(
  ctx: Context,
  proofId: string,
  versionId: string,
  input: UpdateVersionInput,
): Promise<VersionDto> {
  return inTransaction(ctx, async (tx) => {
    const draft = await lockDraft(tx, proofId, versionId)
    if (input.note !== undefined)
      await tx.tx.update(versions).set({ note: input.note }).where(eq(versions.id, draft.id))
    if (input.pages) await arrangePages(tx, draft, input.pages)
    await record(tx, { type: 'proof.draft_changed', orderId: draft.orderId, subjectId: draft.id })
    await tellOrder(tx, proofId)
    return readVersion(tx, versionId)
  })
}

async function arrangePages(ctx: InTx, draft: VersionRow, wanted: { id: string; name: string }[]): Promise<void> {
  const held = (await findPages(ctx, [draft.id])).map((page) => page.id)
  const named = wanted.map((page) => page.id)
  if (held.length !== named.length || !held.every((id) => named.includes(id)))
    throw conflict('version.pages_changed', 'The pages changed meanwhile. Please look again, then arrange them.')
  for (const [position, { id, name }] of wanted.entries())
    await ctx.tx.update(pages).set({ position, name }).where(eq(pages.id, id))
}

/** Takes the proof's lock and makes sure the version can still be changed by this actor. */
export async function lockDraft(ctx: InTx, proofId: string, versionId: string): Promise<VersionRow> {
  authorize(canUpload(ctx.actor))
  await lockProof(ctx, proofId)
  const version = await loadVersion(ctx, versionId, proofId)
  if (version.state !== 'draft')
    throw conflict(
      'version.sent',
      `Proof ${version.number} was sent, so its pages stay as they are. Start the next proof to change them.`,
    )
  return version
}

export async function readVersion(ctx: InTx, versionId: string): Promise<VersionDto> {
  const version = await loadVersion(ctx, versionId)
  const out = outOf(await findVersions(ctx, version.proofId))
  const pages = await findPages(ctx, [versionId])
  return presentVersion(ctx.actor, version, { pages, snapshots: [], newest: out?.id === versionId })
}
