import type { OrderFacts } from './facts.ts'

export type Gate = { open: true } | { open: false; code: string; reason: string }

/** May making start? SPEC.md G1–G4. The reason is a sentence for the person who pressed the button. */
export function makingGate(facts: OrderFacts): Gate {
  if (facts.cancelledAt) return shut('order.cancelled', 'This order was cancelled.')
  if (facts.makingSince) return shut('making.started', 'Making has already started.')
  if (facts.proofs.length === 0)
    return shut('making.no_proof', 'No proof has been sent yet. Making starts once one is signed.')
  const unsigned = facts.proofs.find((proof) => !proof.signedAt)
  if (!unsigned) return { open: true }
  if (unsigned.number === 0)
    return shut('making.no_proof', 'No proof has been sent yet. Making starts once one is signed.')
  return shut(
    'making.unsigned',
    `Proof ${unsigned.number} isn’t signed yet. Making starts once the customer has signed it.`,
  )
}

const shut = (code: string, reason: string): Gate => ({ open: false, code, reason })
