import { makingGate, type OrderFacts } from '@proofroom/workflow'
import type { Actor } from '../platform/actor.ts'
import { type Decision, no, runsShop, worksHere, yes } from '../platform/policy.ts'

export function canEditOrder(actor: Actor, facts: OrderFacts): Decision {
  if (!runsShop(actor)) return no('The owner or a manager changes orders.')
  if (facts.cancelledAt) return no('This order was cancelled.')
  const signed = facts.proofs.find((proof) => proof.signedAt)
  return signed ? no(`Proof ${signed.number} is signed on these words. Send the next proof to change them.`) : yes
}

export const canShareOrder = (actor: Actor): Decision =>
  runsShop(actor) ? yes : no('The owner or a manager sends proofs and links.')

export function canStartMaking(actor: Actor, facts: OrderFacts): Decision {
  if (!worksHere(actor)) return no('Whoever makes it starts making: ask the owner for that role.')
  const gate = makingGate(facts)
  return gate.open ? yes : no(gate.reason, gate.code)
}

export const canEditCustomer = (actor: Actor): Decision =>
  runsShop(actor) ? yes : no('The owner or a manager changes customers.')

/** What the shop notes on an order for itself: no word that a customer signed, so a signature does not stand in the way. */
export function canTagOrder(actor: Actor, facts: OrderFacts): Decision {
  if (!runsShop(actor)) return no('The owner or a manager changes orders.')
  return facts.cancelledAt ? no('This order was cancelled.', 'order.cancelled') : yes
}
