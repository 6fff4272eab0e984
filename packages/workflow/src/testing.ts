import { type ItemFacts, newItemFacts, newOrderFacts, type OrderFacts, type ProofFacts, withItems } from './facts.ts'

// What tests need of an order, and invent of it.

export const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}T09:00:00.000Z`

export const proofOf = (given: Partial<ProofFacts> = {}): ProofFacts => ({
  proofId: 'p1',
  title: 'Walnut board',
  itemIds: ['i1'],
  newest: 1,
  picture: null,
  number: 0,
  sentAt: null,
  viewedAt: null,
  requestedAt: null,
  openRequests: 0,
  firstRequest: null,
  signedAt: null,
  withdrawnAt: null,
  draftSince: null,
  ...given,
})

export const itemOf = (given: Partial<ItemFacts> = {}): ItemFacts => ({
  ...newItemFacts('i1', 'customer', day(1)),
  ...given,
})

/** An order with one item, unless others are given. */
export function orderOf(given: Partial<OrderFacts> = {}, items: ItemFacts[] = [itemOf()]): OrderFacts {
  return withItems({ ...newOrderFacts(day(1)), ...given }, items)
}

export const withProofs = (...proofs: Partial<ProofFacts>[]) =>
  orderOf({ proofs: proofs.map((given, i) => proofOf({ proofId: `p${i}`, ...given })) })

export const SENT = { number: 1, sentAt: day(2) }
export const SEEN = { ...SENT, viewedAt: day(3) }
export const ASKED = { ...SEEN, requestedAt: day(4), openRequests: 1 }
export const SIGNED = { ...SEEN, signedAt: day(5) }

export const MAKING = { progress: 'making', since: day(7), startedAt: day(6) } as const
