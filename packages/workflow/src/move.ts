import { type ItemFacts, latest, type OrderFacts, type ProofFacts } from './facts.ts'
import { isAgreed, itemGate, proofsOf } from './gate.ts'

export type Mover = 'shop' | 'customer' | 'carrier' | 'nobody'

export type MoveReason =
  | 'reply'
  | 'send_update'
  | 'send_first_proof'
  | 'send_proof'
  | 'answer_requests'
  | 'review'
  | 'start_making'
  | 'finish_making'
  | 'ship'
  | 'open_proof'
  | 'decide'
  | 'deliver'
  | 'held'
  | 'closed'
  | 'cancelled'

export type Phase =
  | 'in_design'
  | 'proof_out'
  | 'approved'
  | 'in_production'
  | 'ready'
  | 'shipped'
  | 'delivered'
  | 'cancelled'

export type Move = { mover: Mover; reason: MoveReason; since: string; phase: Phase }

/** A promised update becomes the shop's move this long before it is due. */
const PROMISE_LEAD_MS = 24 * 3_600_000

/**
 * Whose move an order is, and since when. SPEC.md M1–M18; the one answer that queue, banner and portal show. Only a
 * promise that falls due depends on the time.
 */
export function whoseMove(facts: OrderFacts, now: string): Move {
  const work = workMove(facts)
  const { phase } = work
  if (phase === 'cancelled') return work
  if (facts.reply) return move('shop', 'reply', facts.reply.since, phase)
  if (facts.promise && isFallingDue(facts.promise.at, now))
    return move('shop', 'send_update', facts.promise.since, phase)
  if (facts.heldAt && !facts.shippedAt) return move('nobody', 'held', facts.heldAt, phase)
  return work
}

const isFallingDue = (at: string, now: string) => Date.parse(at) - Date.parse(now) <= PROMISE_LEAD_MS

/** The move that the work itself asks for, whatever else the shop owes. */
export function workMove(facts: OrderFacts): Move {
  if (facts.cancelledAt) return move('nobody', 'cancelled', facts.cancelledAt, 'cancelled')
  if (facts.deliveredAt) return move('nobody', 'closed', facts.deliveredAt, 'delivered')
  if (facts.shippedAt) return move('carrier', 'deliver', facts.shippedAt, 'shipped')
  const moves = facts.items.map((item) => itemMove(facts, item))
  if (moves.length === 0) return move('shop', 'send_first_proof', facts.placedAt, 'in_design')
  const urgent = mostUrgent(moves)
  // An order is ready since its last item was.
  const since = urgent.reason === 'ship' ? latest(moves.map((one) => one.since)) : urgent.since
  return { ...urgent, since, phase: phaseOf(facts, urgent) }
}

function itemMove(facts: OrderFacts, item: ItemFacts): Move {
  if (!item.overriddenAt && !itemGate(facts, item).open) return gateMove(facts, item)
  switch (item.progress) {
    case 'to_start':
      return move('shop', 'start_making', openedAt(facts, item), 'approved')
    case 'making':
      return move('shop', 'finish_making', item.startedAt ?? item.since, 'in_production')
    default:
      return move('shop', 'ship', item.since, 'ready')
  }
}

/** What keeps the gate closed is somebody's move. */
function gateMove(facts: OrderFacts, item: ItemFacts): Move {
  const waiting = proofsOf(facts, item.itemId)
    .filter((proof) => !isAgreed(proof, item))
    .map((proof) => (proof.signedAt ? outdatedMove(item) : proofMove(proof, facts.placedAt)))
  if (item.gate === 'customer')
    return waiting.length > 0 ? mostUrgent(waiting) : move('shop', 'send_first_proof', facts.placedAt, 'in_design')
  // A proof was not needed; once one is out, its answer is waited for all the same.
  const asked = waiting.filter(({ mover, reason }) => mover === 'customer' || reason === 'answer_requests')
  return asked.length > 0 ? mostUrgent(asked) : move('shop', 'review', item.changedAt ?? facts.placedAt, 'in_design')
}

/** Changed after it was signed: the next proof says what it is now. M18 */
const outdatedMove = ({ changedAt, since }: ItemFacts): Move =>
  move('shop', 'send_proof', changedAt ?? since, 'in_design')

function proofMove(proof: ProofFacts, placedAt: string): Move {
  if (proof.withdrawnAt) return move('shop', 'send_proof', proof.withdrawnAt, 'in_design')
  if (!proof.sentAt) return move('shop', 'send_first_proof', placedAt, 'in_design')
  if (proof.requestedAt) {
    const reason = proof.draftSince ? 'send_proof' : 'answer_requests'
    return move('shop', reason, proof.requestedAt, 'in_design')
  }
  if (proof.viewedAt) return move('customer', 'decide', proof.viewedAt, 'proof_out')
  return move('customer', 'open_proof', proof.sentAt, 'proof_out')
}

/** Since when the gate has been open: the last signature it waited for, or the review. */
function openedAt(facts: OrderFacts, item: ItemFacts): string {
  if (item.gate === 'shop' && item.reviewedAt) return item.reviewedAt
  return latest(proofsOf(facts, item.itemId).flatMap((proof) => proof.signedAt ?? []))
}

const move = (mover: Mover, reason: MoveReason, since: string, phase: Phase): Move => ({ mover, reason, since, phase })

/** What somebody waits for comes before what is under way: the shop's open work, the customer's, making, shipping. */
const URGENCY: MoveReason[] = [
  'answer_requests',
  'send_proof',
  'send_first_proof',
  'review',
  'start_making',
  'decide',
  'open_proof',
  'finish_making',
  'ship',
]

function mostUrgent(moves: Move[]): Move {
  const rank = (m: Move) => URGENCY.indexOf(m.reason)
  return moves.reduce((best, m) =>
    rank(m) < rank(best) || (rank(m) === rank(best) && m.since < best.since) ? m : best,
  )
}

/** How far the order is, whoever has to move. */
function phaseOf({ items }: OrderFacts, urgent: Move): Phase {
  const under = items.filter((item) => item.progress !== 'to_start')
  if (under.length === 0) return urgent.phase
  const isMade = ({ progress }: ItemFacts) => progress !== 'to_start' && progress !== 'making'
  return items.every(isMade) ? 'ready' : 'in_production'
}

export type QueueSection = 'yours' | 'waiting' | 'making' | 'held' | 'none'

/** Where the order stands in the seller's queue. */
export function queueSection(move: Pick<Move, 'mover' | 'reason'>): QueueSection {
  if (move.reason === 'finish_making') return 'making'
  if (move.reason === 'held') return 'held'
  if (move.mover === 'shop') return 'yours'
  return move.mover === 'customer' ? 'waiting' : 'none'
}
