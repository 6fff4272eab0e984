import { makingGate, type OrderFacts } from '@proofroom/workflow'
import type { Actor } from '../platform/actor.ts'
import { type Decision, no, runsShop, worksHere, yes } from '../platform/policy.ts'

export const canEditOrder = (actor: Actor): Decision =>
  runsShop(actor) ? yes : no('The owner or a manager changes orders.')

/** Tags, rush, gift, its number; duplicating it. */
export const canMark = (actor: Actor): Decision => canEditOrder(actor)

export function canHold(actor: Actor, facts: OrderFacts): Decision {
  if (!runsShop(actor)) return no('The owner or a manager puts orders on hold.')
  if (facts.cancelledAt) return no('This order was cancelled.', 'order.cancelled')
  return facts.shippedAt ? no('It was shipped: there is nothing left to hold.', 'order.shipped') : yes
}

export function canCancel(actor: Actor, facts: OrderFacts): Decision {
  if (!runsShop(actor)) return no('The owner or a manager cancels orders.')
  if (facts.cancelledAt) return no('This order was cancelled.', 'order.cancelled')
  return facts.shippedAt
    ? no('It was shipped already. Take the shipment back first, if it comes back.', 'order.shipped')
    : yes
}

/** What the shop owes by an hour: a reply, an update. */
export function canSetClock(actor: Actor, facts: OrderFacts): Decision {
  if (!runsShop(actor)) return no('The owner or a manager answers customers.')
  return facts.cancelledAt ? no('This order was cancelled.', 'order.cancelled') : yes
}

/** Nothing is agreed about an order that was cancelled. */
export function canSendProofs(actor: Actor, facts: OrderFacts): Decision {
  const decision = canShareOrder(actor)
  return decision.allowed && facts.cancelledAt ? no('This order was cancelled.', 'order.cancelled') : decision
}

export const canShareOrder = (actor: Actor): Decision =>
  runsShop(actor) ? yes : no('The owner or a manager sends proofs and links.')

export function canLink(actor: Actor, { customerLinks }: { customerLinks: boolean }): Decision {
  const may = canShareOrder(actor)
  if (!may.allowed || customerLinks) return may
  return no('Customer links are off: this shop reviews its proofs itself.')
}

/** A file that was bought is the customer's once what it shows is agreed. */
export function canHandOver(actor: Actor, shop: { customerLinks: boolean }, facts: OrderFacts): Decision {
  const may = canLink(actor, shop)
  if (!may.allowed) return may
  if (facts.cancelledAt) return no('This order was cancelled.', 'order.cancelled')
  const gate = makingGate(facts)
  return gate.open || facts.makingSince !== null ? yes : no(gate.reason, gate.code)
}

export function canStartMaking(actor: Actor, facts: OrderFacts): Decision {
  if (!worksHere(actor)) return no('Whoever makes it starts making: ask the owner for that role.')
  const gate = makingGate(facts)
  return gate.open ? yes : no(gate.reason, gate.code)
}

export function canEditCustomer(actor: Actor, { isNobody }: { isNobody: boolean }): Decision {
  if (isNobody) return no('Anonymised orders belong to nobody, who has no name to give.')
  return runsShop(actor) ? yes : no('The owner or a manager changes customers.')
}

/** What the shop notes on an order for itself: no word that a customer signed, so a signature does not stand in the way. */
export function canTagOrder(actor: Actor, facts: OrderFacts): Decision {
  if (!runsShop(actor)) return no('The owner or a manager changes orders.')
  return facts.cancelledAt ? no('This order was cancelled.', 'order.cancelled') : yes
}
