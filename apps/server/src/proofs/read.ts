import type { ProofDto } from '@proofroom/contract'
import { loadShop } from '../identity/index.ts'
import { loadOrderById } from '../orders/index.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { findPeople } from './people.ts'
import { permissionsFor, presentDecision, presentRequest, presentVersion } from './present.ts'
import { findDecisions, findPages, findRequests, findSnapshots, findVersions, loadProof, outOf } from './store.ts'

export const getProof = (ctx: Context, proofId: string): Promise<ProofDto> =>
  inTransaction(ctx, (tx) => readProof(tx, proofId))

/** A proof with everything its room shows. A guest's copy has no drafts and nothing that was withdrawn. */
export async function readProof(ctx: InTx, proofId: string): Promise<ProofDto> {
  const proof = await loadProof(ctx, proofId)
  const guest = ctx.actor.type === 'guest'
  const all = await findVersions(ctx, proofId)
  const versions = guest ? all.filter((version) => version.sentAt && version.state !== 'withdrawn') : all
  const ids = versions.map((version) => version.id)
  const [pages, snapshots] =
    ids.length > 0 ? await Promise.all([findPages(ctx, ids), findSnapshots(ctx, ids)]) : [[], []]
  const people = await findPeople(ctx, proof)
  const { order, customer } = await loadOrderById(ctx, proof.orderId)
  const out = outOf(all)
  const nameOf = (id: string | null) => people.find((person) => person.actorId === id)?.name ?? customer.name
  const decisions = await findDecisions(ctx, proofId)
  return {
    id: proof.id,
    title: proof.title,
    orderCode: guest ? '' : order.code,
    orderLabel: order.label,
    customerName: customer.name,
    shopName: (await loadShop(ctx, shopOf(ctx))).name,
    versions: versions.map((version) =>
      presentVersion(ctx.actor, version, { pages, snapshots, newest: version.id === out?.id }),
    ),
    requests: (await findRequests(ctx, proofId)).map((request) => presentRequest(request, all)),
    decisions: decisions.map((d) => presentDecision(d, all, d.signedName ?? nameOf(d.participantId ?? d.memberId))),
    people,
    can: permissionsFor(ctx.actor, out),
  }
}
