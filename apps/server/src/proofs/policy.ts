import type { Actor } from '../platform/actor.ts'
import { type Decision, hasRight, no, runsShop, worksHere, yes } from '../platform/policy.ts'
import type { VersionRow } from './store.ts'

/** What a policy needs to know of a version. `newest`: no newer one was sent. */
export type VersionFacts = Pick<VersionRow, 'number' | 'state'> & { newest: boolean }

export const canUpload = (actor: Actor): Decision =>
  runsShop(actor) ? yes : no('The owner or a manager prepares proofs.')

export const canSend = (actor: Actor): Decision => (runsShop(actor) ? yes : no('The owner or a manager sends proofs.'))

export function canAnnotate(actor: Actor): Decision {
  if (actor.type === 'guest') return hasRight(actor.rights, 'comment') ? yes : no('This link is for looking only.')
  return worksHere(actor) ? yes : no('Viewers look; ask the owner for a role that marks.')
}

export const canResolve = (actor: Actor): Decision =>
  worksHere(actor) ? yes : no('The shop settles threads; you can settle your own.')

export const canAnswerRequests = (actor: Actor): Decision =>
  runsShop(actor) ? yes : no('The owner or a manager answers requests.')

export function canDecide(actor: Actor): Decision {
  if (actor.type !== 'guest') return no('Only the customer can approve a proof.')
  return hasRight(actor.rights, 'decide')
    ? yes
    : no('Only the customer’s own link can decide. Yours is for looking and commenting.')
}

export function canWithdraw(actor: Actor, version: VersionFacts | null): Decision {
  if (!runsShop(actor)) return no('The owner or a manager withdraws proofs.')
  if (version?.state !== 'sent') return no('Only a proof that is out and unsigned can be withdrawn.')
  return yes
}

/** Whether a version takes marks at all, whoever makes them. */
export function takesMarks({ number, state, newest }: VersionFacts): Decision {
  switch (state) {
    case 'draft':
      return yes
    case 'sent':
      return newest ? yes : no(`Proof ${number} was replaced by a newer one.`)
    case 'signed':
      return no(`Proof ${number} is signed.`, 'version.signed')
    case 'superseded':
      return no(`Proof ${number} was replaced by a newer one. Only the newest takes new marks.`, 'version.not_newest')
    case 'withdrawn':
      return no(`Proof ${number} was withdrawn.`, 'version.withdrawn')
  }
}
