import { type ProofFacts, withProof } from '@proofroom/workflow'
import { loadShop } from '../identity/index.ts'
import { setFacts } from '../orders/index.ts'
import type { InTx } from '../platform/context.ts'
import {
  findCovered,
  findDecisions,
  findPages,
  findRequests,
  findVersions,
  loadProof,
  outOf,
  type RequestRow,
  type VersionRow,
} from './store.ts'

/** A request that the shop still has to do something about. */
export const isOpenRequest = (request: Pick<RequestRow, 'state'>) =>
  request.state === 'open' ||
  request.state === 'not_done' ||
  request.state === 'question' ||
  request.state === 'still_wrong'

/** Tells the order where this proof stands. Called by every action here, in its own transaction. */
export async function tellOrder(ctx: InTx, proofId: string): Promise<void> {
  const proof = await loadProof(ctx, proofId)
  const { customerLinks } = await loadShop(ctx, proof.shopId)
  const known = await readFacts(ctx, proofId, proof.title)
  // Where customers open nothing, nobody waits for them: a finished version is the shop's own to review.
  const facts = customerLinks ? known : { ...known, sentAt: null, withdrawnAt: null }
  await setFacts(ctx, proof.orderId, (order) => withProof(order, facts))
}

async function readFacts(ctx: InTx, proofId: string, title: string): Promise<ProofFacts> {
  const all = await findVersions(ctx, proofId)
  const last = all.filter((version) => version.sentAt).at(-1)
  const out = outOf(all)
  const draft = all.find((version) => version.state === 'draft')
  const open = (await findRequests(ctx, proofId)).filter(isOpenRequest)
  const shown = await pictureOf(ctx, [out, draft])
  return {
    proofId,
    title,
    itemIds: await findCovered(ctx, proofId),
    newest: all.at(-1)?.number ?? 0,
    picture: shown,
    number: last?.number ?? 0,
    withdrawnAt: out ? null : iso(last?.closedAt),
    sentAt: iso(out?.sentAt),
    viewedAt: iso(out?.viewedAt),
    requestedAt: await requestedAt(ctx, proofId, out),
    openRequests: open.length,
    firstRequest: open[0]?.entry.text || null,
    signedAt: out?.state === 'signed' ? iso(out.signedAt) : null,
    draftSince: iso(draft?.createdAt),
  }
}

/** When changes were last asked for on the version that is out; a newer version sent answers them. */
async function requestedAt(ctx: InTx, proofId: string, out: VersionRow | undefined): Promise<string | null> {
  if (out?.state !== 'sent') return null
  const asked = (await findDecisions(ctx, proofId)).filter(
    (d) => d.kind === 'request_changes' && d.versionId === out.id,
  )
  return iso(asked.at(-1)?.createdAt)
}

/** The first page of what the customer sees, or of the draft while nothing was sent. */
async function pictureOf(ctx: InTx, versions: (VersionRow | undefined)[]): Promise<string | null> {
  for (const version of versions) {
    const [first] = version ? await findPages(ctx, [version.id]) : []
    if (first) return first.id
  }
  return null
}

const iso = (at: Date | null | undefined) => at?.toISOString() ?? null
