import type { MoveDto, OrderDto, OrderRowDto } from '@proofroom/contract'
import { type ProofFacts, whoseMove } from '@proofroom/workflow'
import type { Context } from '../platform/context.ts'
import { presentPermission } from '../platform/policy.ts'
import { canEditOrder, canShareOrder, canStartMaking } from './policy.ts'
import type { ItemRow, OrderLine, OrderRow, OrderWithCustomer } from './store.ts'

/** As it is now: a promise that falls due makes another move of it without anybody's doing. */
export const presentMove = (order: Pick<OrderRow, 'facts'>, now: Date): MoveDto =>
  whoseMove(order.facts, now.toISOString())

export function presentOrderRow(order: OrderLine, move: MoveDto, shopCode: string): OrderRowDto {
  const proof = shownProof(order.proofs)
  return {
    code: order.code,
    label: order.label,
    customerName: order.customerName,
    title: order.title,
    dueOn: order.dueOn,
    move,
    proof: proof && { id: proof.proofId, number: proof.number || proof.newest, state: stateOf(proof) },
    openRequests: order.proofs.reduce((sum, p) => sum + p.openRequests, 0),
    firstRequest: order.proofs.find((p) => p.firstRequest)?.firstRequest ?? null,
    thumb: proof?.picture ? `/api/s/${shopCode}/proofs/${proof.proofId}/pages/${proof.picture}/thumb` : null,
    createdAt: order.createdAt,
  }
}

/** With several proofs, the one with open work. */
const shownProof = (proofs: ProofFacts[]): ProofFacts | null => proofs.find((p) => !p.signedAt) ?? proofs[0] ?? null

function stateOf(proof: ProofFacts): 'draft' | 'sent' | 'signed' {
  if (proof.signedAt) return 'signed'
  return proof.sentAt ? 'sent' : 'draft'
}

export function presentOrder(
  { order, customer }: OrderWithCustomer,
  items: ItemRow[],
  { actor, platform }: Context,
): OrderDto {
  const { facts } = order
  return {
    code: order.code,
    label: order.label,
    title: order.title,
    customer: { id: customer.id, name: customer.name, email: customer.email },
    items: items.map(({ id, title, quantity, personalization, productId }) => ({
      ...{ id, title, quantity, personalization, productId },
    })),
    dueOn: order.dueOn,
    move: presentMove(order, platform.now()),
    proofs: facts.proofs.map((p) => ({ id: p.proofId, title: p.title, newest: p.newest, newestSent: p.number })),
    makingSince: facts.makingSince,
    createdAt: order.createdAt.toISOString(),
    can: {
      edit: presentPermission(canEditOrder(actor, facts)),
      send: presentPermission(canShareOrder(actor)),
      startMaking: presentPermission(canStartMaking(actor, facts)),
      link: presentPermission(canShareOrder(actor)),
    },
  }
}
