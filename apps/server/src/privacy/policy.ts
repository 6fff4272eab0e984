import type { Actor } from '../platform/actor.ts'
import { type Decision, no, runsShop, yes } from '../platform/policy.ts'

export const canSetPrivacy = (actor: Actor): Decision =>
  actor.type === 'member' && actor.role === 'owner' ? yes : no('The owner decides how long orders are kept.')

export const canEraseCustomer = (actor: Actor, { isNobody }: { isNobody: boolean }): Decision => {
  if (!runsShop(actor)) return no('The owner or a manager erases customers.')
  return isNobody ? no('Anonymised orders belong to nobody: there is nothing left to erase.') : yes
}

export const canHoldLegally = (actor: Actor): Decision =>
  runsShop(actor) ? yes : no('The owner or a manager decides what must be kept.')
