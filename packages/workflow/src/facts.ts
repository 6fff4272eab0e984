/** What the other slices have said about one proof of an order. Times are ISO 8601 in UTC. */
export type ProofFacts = {
  proofId: string
  title: string
  /** Number of the newest version, drafts included. */
  newest: number
  /** First page of the newest version, for a thumbnail. */
  picture: string | null
  /** Number of the newest version that was ever sent, 0 before the first. */
  number: number
  sentAt: string | null
  viewedAt: string | null
  /** When the customer last asked for changes on the newest sent version; null when a newer one answered it. */
  requestedAt: string | null
  openRequests: number
  /** The words of the first of them. */
  firstRequest: string | null
  signedAt: string | null
  /** When what was sent last was taken back. */
  withdrawnAt: string | null
  /** A draft newer than what was sent. */
  draftSince: string | null
}

/** Everything `whoseMove` reads. Written by each slice in its own transaction (orders.setFacts). */
export type OrderFacts = {
  placedAt: string
  proofs: ProofFacts[]
  makingSince: string | null
  shippedAt: string | null
  cancelledAt: string | null
}

export const newOrderFacts = (placedAt: string): OrderFacts => ({
  placedAt,
  proofs: [],
  makingSince: null,
  shippedAt: null,
  cancelledAt: null,
})

/** The same facts with one proof's replaced or added. */
export function withProof(facts: OrderFacts, proof: ProofFacts): OrderFacts {
  const others = facts.proofs.filter((p) => p.proofId !== proof.proofId)
  return { ...facts, proofs: [...others, proof] }
}
