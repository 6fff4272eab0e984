import type { OrderFacts, ProofFacts } from './facts.ts'

export type Mover = 'shop' | 'customer' | 'carrier' | 'nobody'

export type MoveReason =
  | 'send_first_proof'
  | 'send_proof'
  | 'answer_requests'
  | 'start_making'
  | 'finish_making'
  | 'open_proof'
  | 'decide'
  | 'deliver'
  | 'cancelled'

export type Phase = 'in_design' | 'proof_out' | 'approved' | 'in_production' | 'shipped' | 'cancelled'

export type Move = { mover: Mover; reason: MoveReason; since: string; phase: Phase }

/** Whose move an order is, and since when. SPEC.md M1–M10; the one answer that queue, banner and portal show. */
export function whoseMove(facts: OrderFacts): Move {
  if (facts.cancelledAt) return move('nobody', 'cancelled', facts.cancelledAt, 'cancelled')
  if (facts.shippedAt) return move('carrier', 'deliver', facts.shippedAt, 'shipped')
  if (facts.makingSince) return move('shop', 'finish_making', facts.makingSince, 'in_production')
  if (facts.proofs.length === 0) return move('shop', 'send_first_proof', facts.placedAt, 'in_design')
  return mostUrgent(facts.proofs.map((proof) => proofMove(proof, facts.placedAt)))
}

function proofMove(proof: ProofFacts, placedAt: string): Move {
  if (proof.signedAt) return move('shop', 'start_making', proof.signedAt, 'approved')
  if (proof.withdrawnAt) return move('shop', 'send_proof', proof.withdrawnAt, 'in_design')
  if (!proof.sentAt) return move('shop', 'send_first_proof', placedAt, 'in_design')
  if (proof.requestedAt) {
    const reason = proof.draftSince ? 'send_proof' : 'answer_requests'
    return move('shop', reason, proof.requestedAt, 'in_design')
  }
  if (proof.viewedAt) return move('customer', 'decide', proof.viewedAt, 'proof_out')
  return move('customer', 'open_proof', proof.sentAt, 'proof_out')
}

const move = (mover: Mover, reason: MoveReason, since: string, phase: Phase): Move => ({ mover, reason, since, phase })

/** With several proofs the shop's open work comes first, then the customer's; "start making" only when nothing else is open. */
const URGENCY: MoveReason[] = [
  'answer_requests',
  'send_proof',
  'send_first_proof',
  'decide',
  'open_proof',
  'start_making',
]

function mostUrgent(moves: Move[]): Move {
  const rank = (m: Move) => URGENCY.indexOf(m.reason)
  return moves.reduce((best, m) =>
    rank(m) < rank(best) || (rank(m) === rank(best) && m.since < best.since) ? m : best,
  )
}

export type QueueSection = 'yours' | 'waiting' | 'making' | 'none'

/** Where the order stands in the seller's queue. */
export function queueSection(move: Pick<Move, 'mover' | 'reason'>): QueueSection {
  if (move.reason === 'finish_making') return 'making'
  if (move.mover === 'shop') return 'yours'
  return move.mover === 'customer' ? 'waiting' : 'none'
}
