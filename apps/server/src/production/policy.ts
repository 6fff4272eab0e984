import type { OrderFacts } from '@proofroom/workflow'
import type { Actor } from '../platform/actor.ts'
import { type Decision, no, runsShop, worksHere, yes } from '../platform/policy.ts'

export const canMoveCards = (actor: Actor): Decision =>
  worksHere(actor) ? yes : no('Whoever makes it moves it: ask the owner for that role.')

/** Past a closed gate, an open list or a full stage, with a reason. */
export const canOverride = (actor: Actor): Decision =>
  runsShop(actor) ? yes : no('Only the owner or a manager may move it all the same.')

export const canReview = (actor: Actor): Decision =>
  runsShop(actor) ? yes : no('The owner or a manager reviews what needs no customer’s proof.')

export const canChangeWorkshop = (actor: Actor): Decision =>
  runsShop(actor) ? yes : no('The owner or a manager sets up stages, workflows and products.')

/** What is asked of an order before its parcel is touched. */
export type Parcel = { facts: OrderFacts; shipment: { deliveredAt: Date | null } | null }

/** `parcel` is null where the act itself decides, item by item. */
export function canShip(actor: Actor, parcel: Parcel | null): Decision {
  if (!worksHere(actor)) return no('Whoever packs it ships it: ask the owner for that role.')
  if (!parcel || parcel.shipment) return yes
  const { cancelledAt, heldAt, items } = parcel.facts
  if (cancelledAt) return no('This order was cancelled.', 'move.cancelled')
  if (heldAt) return no('This order is on hold. Take it off hold first.', 'move.held')
  const open = items.filter(({ progress }) => progress === 'to_start' || progress === 'making').length
  if (open === 0) return yes
  return no(`It ships once everything in it is ready: ${open} of ${items.length} still to come.`, 'move.not_ready')
}

export function canDeliver(actor: Actor, { shipment }: Parcel): Decision {
  if (!worksHere(actor)) return no('Somebody who works here says so: ask the owner for that role.')
  if (!shipment) return no('It was not shipped yet.', 'move.not_ready')
  return shipment.deliveredAt ? no('It was delivered already.', 'order.delivered') : yes
}

export function canTakeBack(actor: Actor, { shipment }: Parcel): Decision {
  if (!runsShop(actor)) return no('The owner or a manager takes a shipment back.')
  if (!shipment) return no('It was not shipped yet.', 'move.not_ready')
  return shipment.deliveredAt ? no('It was delivered already.', 'order.delivered') : yes
}
