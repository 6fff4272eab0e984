import type { ApproveInput, AskForChangesInput } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { marksOf, type Projection, refsOf } from '@proofroom/proof'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { findItems, lockOrder } from '../orders/index.ts'
import type { Guest } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { authorize } from '../platform/policy.ts'
import { tellOrder } from './facts.ts'
import { announceClosed } from './live/index.ts'
import { colourFor } from './people.ts'
import { canDecide } from './policy.ts'
import { holdRoom, keepSnapshot } from './snapshots.ts'
import {
  findCovered,
  findOut,
  findPages,
  findRequests,
  loadVersion,
  lockProof,
  type ProofRow,
  type VersionRow,
} from './store.ts'

const { changeRequests, decisions, proofs, versions } = schema

/** Marks of the room become numbered change requests, frozen as they stand. The version stays open for more. */
export function askForChanges(ctx: Context, versionId: string, input: AskForChangesInput): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const guest = decidingGuest(ctx)
    const { proof, version } = await lockForDecision(tx, versionId)
    const room = await holdRoom(tx, version)
    const entries = await entriesToFreeze(tx, proof, version, room.projection, input)
    const snapshotId = await keepSnapshot(tx, version, 'requested', room)
    const decisionId = await insertDecision(tx, guest, version, {
      kind: 'request_changes',
      snapshotId,
      // Words without a mark are the request itself.
      message: entries.some((entry) => entry.ref === '') ? '' : input.message,
    })
    await insertRequests(tx, proof, version, decisionId, entries)
    const data = { number: version.number, requests: entries.length, decision: decisionId, snapshot: snapshotId }
    await record(tx, { type: 'proof.changes_requested', orderId: version.orderId, subjectId: versionId, data })
    await tellOrder(tx, proof.id)
  })
}

/** The customer's signature under one exact version. From its commit on the database refuses every edit. */
export function approve(ctx: Context, versionId: string, input: ApproveInput): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const guest = decidingGuest(ctx)
    const { proof, version } = await lockForDecision(tx, versionId)
    if (version.contentHash !== input.contentHash)
      throw conflict('version.not_newest', 'This is not the proof you were looking at. Please look at the newest one.')
    const readBack = await checkReadBack(tx, proof, input.readBack)
    const room = await holdRoom(tx, version)
    checkSeen(room.projection, guest, input.seen)
    const snapshotId = await keepSnapshot(tx, version, 'approved', room)
    const { signedName, intent } = input
    const decisionId = await insertDecision(tx, guest, version, {
      kind: 'approve',
      snapshotId,
      signedName,
      intent,
      readBack,
    })
    const signedAt = ctx.platform.now()
    await tx.tx
      .update(versions)
      .set({ state: 'signed', signedAt, closedAt: signedAt })
      .where(eq(versions.id, versionId))
    await announceClosed(tx.tx, versionId)
    const data = {
      number: version.number,
      decision: decisionId,
      snapshot: snapshotId,
      memberPresent: guest.memberPresent,
    }
    await record(tx, { type: 'proof.approved', orderId: version.orderId, subjectId: versionId, data })
    await tellOrder(tx, proof.id)
  })
}

function decidingGuest(ctx: Context): Guest {
  authorize(canDecide(ctx.actor))
  return ctx.actor as Guest
}

async function lockForDecision(ctx: InTx, versionId: string): Promise<{ proof: ProofRow; version: VersionRow }> {
  const { proofId, sentAt } = await loadVersion(ctx, versionId)
  if (!sentAt) throw notFound()
  const proof = await lockProof(ctx, proofId)
  const version = await loadVersion(ctx, versionId)
  const { facts } = await lockOrder(ctx, version.orderId)
  if (facts.cancelledAt) throw conflict('order.cancelled', 'This order was cancelled. There is nothing left to decide.')
  const out = await findOut(ctx, proofId)
  if (version.state === 'signed') throw conflict('version.signed', `Proof ${version.number} is signed already.`)
  if (version.state === 'withdrawn')
    throw conflict('version.withdrawn', `The shop took proof ${version.number} back. They will send another.`)
  if (out?.id !== versionId)
    throw conflict('version.not_newest', `Proof ${out?.number ?? ''} is newer. Please look at that one.`)
  return { proof, version }
}

type Frozen = typeof changeRequests.$inferInsert.entry

async function entriesToFreeze(
  ctx: InTx,
  proof: ProofRow,
  version: VersionRow,
  projection: Projection,
  { marks, message }: AskForChangesInput,
): Promise<Frozen[]> {
  const pages = await findPages(ctx, [version.id])
  const before = await findRequests(ctx, proof.id)
  const asked = new Set(before.map((request) => request.entry.ref))
  const known = new Map(marksOf(projection).map((mark) => [mark.ref, mark]))
  const entries = [...new Set(marks)]
    .filter((ref) => !asked.has(ref))
    .map((ref): Frozen => {
      const mark = known.get(ref)
      if (!mark)
        throw conflict('mark.still_saving', 'One of your marks is still being saved. Please try again in a moment.')
      const position = pages.findIndex((page) => page.id === mark.page)
      return { ...mark, pagePosition: position < 0 ? null : position }
    })
  if (entries.length > 0) return entries
  if (message)
    return [{ ref: '', actorId: '', page: null, pagePosition: null, shape: null, geometry: null, text: message }]
  if (before.some((request) => request.state === 'still_wrong')) return []
  throw invalid('changes.none', 'Say what should change: tap the spot, or write it.')
}

async function insertRequests(
  ctx: InTx,
  proof: ProofRow,
  version: VersionRow,
  decisionId: string,
  entries: Frozen[],
): Promise<void> {
  if (entries.length === 0) return
  const { shopId, orderId } = version
  const first = proof.lastRequestNumber + 1
  await ctx.tx.insert(changeRequests).values(
    entries.map((entry, i) => ({
      ...{ shopId, orderId, proofId: proof.id, versionId: version.id, decisionId, number: first + i },
      entry: entry.ref ? entry : { ...entry, actorId: (ctx.actor as Guest).participantId },
      createdAt: ctx.platform.now(),
    })),
  )
  await ctx.tx
    .update(proofs)
    .set({ lastRequestNumber: proof.lastRequestNumber + entries.length })
    .where(eq(proofs.id, proof.id))
}

type Words = Pick<
  typeof decisions.$inferInsert,
  'kind' | 'snapshotId' | 'signedName' | 'intent' | 'readBack' | 'message'
>

async function insertDecision(ctx: InTx, guest: Guest, version: VersionRow, words: Words): Promise<string> {
  const { shopId, orderId, proofId } = version
  // Also whoever decides in words alone, without ever entering the room, is somebody there.
  await colourFor(ctx, { id: proofId, orderId }, guest)
  const id = uuidv7()
  await ctx.tx.insert(decisions).values({
    ...{ id, shopId, orderId, proofId, versionId: version.id, ...words },
    participantId: guest.participantId,
    linkId: guest.linkId,
    contentHash: version.contentHash as string,
    device: ctx.device,
    memberPresent: guest.memberPresent,
    createdAt: ctx.platform.now(),
  })
  return id
}

type ReadBack = ApproveInput['readBack']

/**
 * Every line of what was ordered is read back, word for word as it stands now; those lines, and no others, are signed.
 * The order is held, so that its words cannot change between the reading and the signature.
 */
async function checkReadBack(ctx: InTx, proof: ProofRow, ticked: ReadBack): Promise<ReadBack> {
  await lockOrder(ctx, proof.orderId)
  const covered = await findCovered(ctx, proof.id)
  const items = await findItems(ctx, proof.orderId)
  const lines = items.filter((item) => covered.includes(item.id)).flatMap((item) => item.personalization)
  const key = (line: { name: string; value: string }) => JSON.stringify([line.name, line.value])
  const read = new Set(ticked.map(key))
  if (!lines.every((line) => read.has(key(line))))
    throw conflict('order.changed', 'The words of this order changed meanwhile. Please read them once more.')
  return lines
}

/** Somebody else's mark that the signer had not seen would be signed over. */
function checkSeen(projection: Projection, guest: Guest, seen: string[]): void {
  const known = new Set(seen)
  const unseen = refsOf(projection).filter((ref) => !ref.startsWith(`${guest.participantId}/`) && !known.has(ref))
  if (unseen.length > 0)
    throw conflict(
      'version.newer_marks',
      'Someone has just added to this proof. Please look at it once more before you sign.',
    )
}
