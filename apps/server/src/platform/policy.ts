import type { PermissionDto, Role } from '@proofroom/contract'
import type { Actor, Rights } from './actor.ts'
import { forbidden } from './errors.ts'

/** A policy's answer; the same goes to the screen. */
export type Decision = { allowed: true; reason: null } | { allowed: false; reason: string; code?: string }

export const yes: Decision = { allowed: true, reason: null }
export const no = (reason: string, code?: string): Decision => ({ allowed: false, reason, ...(code && { code }) })

export const presentPermission = ({ allowed, reason }: Decision): PermissionDto => ({ allowed, reason })

/** Throws the policy's own sentence. */
export function authorize(decision: Decision): void {
  if (!decision.allowed) throw forbidden(decision.reason, decision.code)
}

export const runsShop = (actor: Actor) =>
  actor.type === 'member' && (actor.role === 'owner' || actor.role === 'manager')
export const worksHere = (actor: Actor) => actor.type === 'member' && actor.role !== 'viewer'

/** Who a route is for. Declared on every route; access.test.ts walks them all. */
export type Access =
  | { kind: 'anyone' }
  | { kind: 'user' }
  | { kind: 'member'; roles: Role[] }
  | { kind: 'guest'; right: Rights }

export const anyone: Access = { kind: 'anyone' }
export const signedIn: Access = { kind: 'user' }
/** Everybody of the shop. */
export const staff: Access = { kind: 'member', roles: ['owner', 'manager', 'maker', 'viewer'] }
/** Those who make: no looking-on, but no sending either. */
export const makers: Access = { kind: 'member', roles: ['owner', 'manager', 'maker'] }
export const managers: Access = { kind: 'member', roles: ['owner', 'manager'] }
export const owners: Access = { kind: 'member', roles: ['owner'] }
export const guestMay = (right: Rights): Access => ({ kind: 'guest', right })

const RIGHTS: Rights[] = ['view', 'comment', 'decide']
/** `decide` includes `comment` includes `view`. */
export const hasRight = (held: Rights, needed: Rights) => RIGHTS.indexOf(held) >= RIGHTS.indexOf(needed)

/** May this actor use a route of this access at all? Which thing it may touch is the action's own question. */
export function mayUse(actor: Actor, access: Access): Decision {
  switch (access.kind) {
    case 'anyone':
      return yes
    case 'user':
      return actor.type === 'user' ? yes : no('Please sign in.')
    case 'member':
      if (actor.type !== 'member') return no('Please sign in.')
      return access.roles.includes(actor.role)
        ? yes
        : no(`A ${actor.role} of this shop may not do this. Ask its owner.`)
    case 'guest':
      if (actor.type !== 'guest') return no('Open the link in your message again.')
      return hasRight(actor.rights, access.right) ? yes : no(WITHOUT[access.right])
  }
}

const WITHOUT: Record<Rights, string> = {
  view: 'Open the link in your message again.',
  comment: 'This link is for looking only.',
  decide: 'Only the customer’s own link can decide. Yours is for looking and commenting.',
}
