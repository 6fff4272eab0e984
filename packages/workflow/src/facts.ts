/** What the other slices have said about one proof of an order. Times are ISO 8601 in UTC. */
export type ProofFacts = {
  proofId: string
  title: string
  /** The line items it covers. */
  itemIds: string[]
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

/** Where a line item stands. Between `to_start` and `ready` it is in one of the shop's own stages. */
export type Progress = 'to_start' | 'making' | 'ready' | 'packed' | 'shipped' | 'delivered'

/** Whose agreement opens the way into making: the customer's signature, or a member's own review. */
export type GateKind = 'customer' | 'shop'

/** What production has said about one line item. */
export type ItemFacts = {
  itemId: string
  gate: GateKind
  progress: Progress
  /** When it came there, or into the stage it is in. */
  since: string
  /** When its making began; null while it is to start. */
  startedAt: string | null
  /** When a member of the shop reviewed it. */
  reviewedAt: string | null
  /** When somebody let it through its closed gate. Gone once it goes back to the start. */
  overriddenAt: string | null
  /** When what is to be made of it last changed: what was agreed before that agreed to something else. */
  changedAt?: string | null
}

/** Something the shop owes by an instant that is not ours to move: a reply, an update it promised. */
export type Clock = { since: string; at: string }

/** Everything `whoseMove` and `dueOf` read. Written by each slice in its own transaction (orders.setFacts). */
export type OrderFacts = {
  placedAt: string
  /** The day it was promised to leave, as the shop and the customer know it. */
  shipBy: string | null
  proofs: ProofFacts[]
  items: ItemFacts[]
  /** The customer wrote and nobody has answered. */
  reply: Clock | null
  /** An update that was promised. */
  promise: Clock | null
  heldAt: string | null
  makingSince: string | null
  shippedAt: string | null
  deliveredAt: string | null
  cancelledAt: string | null
}

export const newOrderFacts = (placedAt: string, shipBy: string | null = null): OrderFacts => ({
  placedAt,
  shipBy,
  proofs: [],
  items: [],
  reply: null,
  promise: null,
  heldAt: null,
  makingSince: null,
  shippedAt: null,
  deliveredAt: null,
  cancelledAt: null,
})

/** A line item as it comes in. */
export const newItemFacts = (itemId: string, gate: GateKind, since: string): ItemFacts => ({
  ...{ itemId, gate, since },
  progress: 'to_start',
  startedAt: null,
  reviewedAt: null,
  overriddenAt: null,
})

/** What is to be made of it is another thing now: what was agreed about the one before opens nothing any more. G8, G9 */
export const changedItem = (item: ItemFacts, now: string): ItemFacts => ({
  ...item,
  reviewedAt: null,
  overriddenAt: null,
  changedAt: now,
})

/** The same facts with one proof's replaced or added. */
export function withProof(facts: OrderFacts, proof: ProofFacts): OrderFacts {
  const others = facts.proofs.filter((p) => p.proofId !== proof.proofId)
  return { ...facts, proofs: [...others, proof] }
}

/** The same facts with some items' replaced or added; what holds for the whole order follows from all of them. F1, F2 */
export function withItems(facts: OrderFacts, items: ItemFacts[]): OrderFacts {
  const changed = new Map(items.map((item) => [item.itemId, item]))
  const kept = facts.items.map((item) => changed.get(item.itemId) ?? item)
  const known = new Set(facts.items.map((item) => item.itemId))
  return settled({ ...facts, items: [...kept, ...items.filter((item) => !known.has(item.itemId))] })
}

/** The same facts without the items that are no longer ordered. */
export function withoutItems(facts: OrderFacts, itemIds: string[]): OrderFacts {
  const gone = new Set(itemIds)
  return settled({ ...facts, items: facts.items.filter((item) => !gone.has(item.itemId)) })
}

function settled(facts: OrderFacts): OrderFacts {
  const { items } = facts
  const begun = items.flatMap((item) => item.startedAt ?? [])
  const gone = items.every((item) => item.progress === 'shipped' || item.progress === 'delivered')
  const there = items.every((item) => item.progress === 'delivered')
  const some = items.length > 0
  return {
    ...facts,
    makingSince: begun.length > 0 ? earliest(begun) : null,
    shippedAt: some && gone ? (facts.shippedAt ?? latest(items.map((item) => item.since))) : null,
    deliveredAt: some && there ? (facts.deliveredAt ?? latest(items.map((item) => item.since))) : null,
  }
}

/** ISO instants of one zone are in order as they are spelled. */
export const earliest = (times: string[]): string => times.reduce((a, b) => (b < a ? b : a))
export const latest = (times: string[]): string => times.reduce((a, b) => (b > a ? b : a))
