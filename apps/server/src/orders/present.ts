import type { DueDto, MoveDto, OrderDto, OrderRowDto } from '@proofroom/contract'
import { duesOf, type OrderFacts, outdatedBy, type ProofFacts, whoseMove } from '@proofroom/workflow'
import type { ShopRow } from '../identity/index.ts'
import type { Context } from '../platform/context.ts'
import { presentPermission } from '../platform/policy.ts'
import { calendarOf } from './calendar.ts'
import { canCancel, canEditOrder, canHold, canLink, canMark, canSendProofs, canStartMaking } from './policy.ts'
import type { ItemRow, OrderLine, OrderRow, OrderWithCustomer } from './store.ts'

/** As it is now: a promise that falls due makes another move of it without anybody's doing. */
export const presentMove = (order: Pick<OrderRow, 'facts'>, now: Date): MoveDto =>
  whoseMove(order.facts, now.toISOString())

export function presentOrderRow(order: OrderLine, move: MoveDto, due: DueDto | null, shopCode: string): OrderRowDto {
  const proof = shownProof(order.proofs)
  return {
    code: order.code,
    label: order.label,
    customerName: order.customerName,
    title: order.title,
    dueOn: order.dueOn,
    due,
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
  { ctx: { actor, platform }, shop }: { ctx: Context; shop: ShopRow },
): OrderDto {
  const { facts } = order
  const now = platform.now()
  return {
    code: order.code,
    label: order.label,
    legalHold: order.legalHoldAt && { at: order.legalHoldAt.toISOString(), reason: order.legalHoldReason ?? '' },
    anonymisedAt: order.anonymisedAt?.toISOString() ?? null,
    title: order.title,
    customer: { id: customer.id, name: customer.name, email: customer.email },
    items: items.map(({ id, title, quantity, personalization, productId }) => ({
      ...{ id, title, quantity, personalization, productId },
    })),
    dueOn: order.dueOn,
    move: presentMove(order, now),
    proofs: facts.proofs.map((p) => ({ id: p.proofId, title: p.title, newest: p.newest, newestSent: p.number })),
    makingSince: facts.makingSince,
    shippedAt: facts.shippedAt,
    placedAt: facts.placedAt,
    createdAt: order.createdAt.toISOString(),
    ...presentLife(order),
    dues: duesOf(facts, calendarOf(shop), now.toISOString()),
    can: {
      edit: presentPermission(canEditOrder(actor)),
      send: presentPermission(canSendProofs(actor, facts)),
      startMaking: presentPermission(canStartMaking(actor, facts)),
      link: presentPermission(canLink(actor, shop)),
      hold: presentPermission(canHold(actor, facts)),
      cancel: presentPermission(canCancel(actor, facts)),
      mark: presentPermission(canMark(actor)),
    },
  }
}

/** What became of it besides its proofs and its making. */
function presentLife(order: OrderRow) {
  const { tags, priority, facts, holdReason, cancelledReason, promisedText } = order
  const { heldAt, cancelledAt, reply, promise } = facts
  return {
    tags,
    priority,
    gift: order.isGift ? { note: order.giftNote ?? '' } : null,
    customerNote: order.customerNote,
    source: { kind: order.source, ref: order.sourceRef },
    held: heldAt && !cancelledAt ? { at: heldAt, reason: holdReason ?? '' } : null,
    cancelled: cancelledAt ? { at: cancelledAt, reason: cancelledReason ?? '' } : null,
    reply,
    promise: promise && { ...promise, text: promisedText ?? '' },
    outdated: presentOutdated(facts),
  }
}

/** Of several changed items, the one that was changed last. */
function presentOutdated(facts: OrderFacts): OrderDto['outdated'] {
  const all = facts.items.flatMap((item) => {
    const proof = outdatedBy(facts, item)
    return proof && item.changedAt ? [{ proof: proof.number, since: item.changedAt }] : []
  })
  return all.reduce<OrderDto['outdated']>((last, one) => (last && last.since >= one.since ? last : one), null)
}
