import type { Question } from '@proofroom/etsy'
import type { Actor } from '../../platform/actor.ts'
import { type Decision, no, runsShop, yes } from '../../platform/policy.ts'

export const canConnect = (actor: Actor): Decision =>
  actor.type === 'member' && actor.role === 'owner' ? yes : no('The owner connects the shop with Etsy.')

export const canSync = (actor: Actor): Decision =>
  runsShop(actor) ? yes : no('The owner or a manager looks after the connection with Etsy.')

export const canEditListings = (actor: Actor): Decision =>
  runsShop(actor) ? yes : no('The owner or a manager changes listings.')

type Allowed = { scopes: string[] }

/** Whoever connected may have left it out. */
export function canChangeListings(actor: Actor, { scopes }: Allowed): Decision {
  if (scopes.includes('listings_w')) return canEditListings(actor)
  return no('Changing listings was not allowed on Etsy’s page. The owner connects again and allows it.', 'etsy.scope')
}

/** All of them are sent anew: what we could not send as it is would be lost. */
export function canAsk(actor: Actor, allowed: Allowed, questions: Question[]): Decision {
  const strange = questions.find((question) => !isKnown(question))
  if (strange)
    return no(
      `“${strange.question_text}” is a kind of question that we do not know yet, and would lose. Change these on Etsy.`,
      'etsy.questions_unknown',
    )
  return canChangeListings(actor, allowed)
}

const KINDS = new Set(['text_input', 'dropdown', 'unlabeled_upload', 'labeled_upload'])
const PARTS = new Set([
  ...['question_id', 'question_text', 'question_type', 'instructions', 'required', 'options', 'add_on_price'],
  ...['max_allowed_characters', 'max_allowed_files'],
])
const OPTION_PARTS = new Set(['option_id', 'label'])

/** Of a known kind, and without a part that is newer than we are. */
const isKnown = (question: Question): boolean =>
  KINDS.has(question.question_type) &&
  hasOnly(question, PARTS) &&
  question.options.every((option) => hasOnly(option, OPTION_PARTS))

const hasOnly = (thing: Record<string, unknown>, parts: Set<string>) =>
  Object.entries(thing).every(([name, value]) => parts.has(name) || value === null)

export const canMap = (actor: Actor): Decision =>
  runsShop(actor) ? yes : no('The owner or a manager says which listing is which product.')
