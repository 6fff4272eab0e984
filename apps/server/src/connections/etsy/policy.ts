import type { Actor } from '../../platform/actor.ts'
import { type Decision, no, runsShop, yes } from '../../platform/policy.ts'

export const canConnect = (actor: Actor): Decision =>
  actor.type === 'member' && actor.role === 'owner' ? yes : no('The owner connects the shop with Etsy.')

export const canSync = (actor: Actor): Decision =>
  runsShop(actor) ? yes : no('The owner or a manager looks after the connection with Etsy.')

export const canMap = (actor: Actor): Decision =>
  runsShop(actor) ? yes : no('The owner or a manager says which listing is which product.')
