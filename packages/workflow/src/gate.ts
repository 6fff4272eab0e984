import type { ItemFacts, OrderFacts, ProofFacts } from './facts.ts'

export type Gate = { open: true } | { open: false; code: string; reason: string }

/** The proofs that an item waits for. */
export const proofsOf = (facts: OrderFacts, itemId: string): ProofFacts[] =>
  facts.proofs.filter((proof) => proof.itemIds.includes(itemId))

/** Signed, and on what it is now. G8 */
export const isAgreed = ({ signedAt }: ProofFacts, { changedAt }: ItemFacts): boolean =>
  signedAt !== null && (!changedAt || signedAt > changedAt)

/** The signed proof that an item was changed after, and that no newer one has made up for. */
export const outdatedBy = (facts: OrderFacts, item: ItemFacts): ProofFacts | undefined =>
  proofsOf(facts, item.itemId).find((proof) => proof.signedAt && !isAgreed(proof, item))

/** May this item be made? SPEC.md G1–G4, G8, G9. The reason is a sentence for the person who tried. */
export function itemGate(facts: OrderFacts, item: ItemFacts): Gate {
  if (item.gate === 'shop' && item.reviewedAt) return { open: true }
  const covering = proofsOf(facts, item.itemId)
  const unsigned = covering.find((proof) => !proof.signedAt)
  const outdated = outdatedBy(facts, item)
  if (covering.length > 0 && !unsigned && !outdated) return { open: true }
  if (item.gate === 'shop')
    return shut('making.unreviewed', 'Nobody of the shop has reviewed this yet. Making starts once somebody has.')
  if (!unsigned && outdated)
    return shut(
      'making.changed',
      `What is to be made changed after proof ${outdated.number} was signed. Making goes on once the customer has signed the next proof.`,
    )
  if (!unsigned || unsigned.number === 0)
    return shut('making.no_proof', 'No proof has been sent yet. Making starts once one is signed.')
  return shut(
    'making.unsigned',
    `Proof ${unsigned.number} isn’t signed yet. Making starts once the customer has signed it.`,
  )
}

/** May making of this order start, for one card at least? SPEC.md G5–G7. */
export function makingGate(facts: OrderFacts): Gate {
  if (facts.cancelledAt) return shut('order.cancelled', 'This order was cancelled.')
  const waiting = facts.items.filter((item) => item.progress === 'to_start')
  if (waiting.length === 0) return shut('making.started', 'Making has already started.')
  if (facts.heldAt) return shut('order.held', 'This order is on hold. Take it off hold first.')
  const gates = waiting.map((item) => itemGate(facts, item))
  return gates.find((gate) => gate.open) ?? (gates[0] as Gate)
}

const shut = (code: string, reason: string): Gate => ({ open: false, code, reason })
