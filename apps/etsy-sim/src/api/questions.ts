import { z } from 'zod'
import type { Listing, Question } from '../world/shapes.ts'
import type { World } from '../world/world.ts'
import { refuse } from './refusals.ts'

// What Etsy takes as personalization questions.

const Id = z.number().int().positive().nullish()
const Text = z
  .string()
  .regex(/^[\p{L}\p{N}]/u, 'begins with a letter or a number')
  .min(1)
  .max(45)
const Instructions = z
  .string()
  .max(120)
  .refine((text) => !/\b\p{Lu}{2,}\s+\p{Lu}{2,}\s+\p{Lu}{2,}\b/u.test(text), 'has too many words in capitals')
const Asked = z.object({
  question_id: Id,
  question_text: Text,
  instructions: Instructions.nullish(),
  question_type: z.enum(['text_input', 'dropdown', 'unlabeled_upload', 'labeled_upload']),
  required: z.boolean(),
  max_allowed_characters: z.number().int().min(1).max(1024).nullish(),
  max_allowed_files: z.number().int().min(1).max(10).nullish(),
  options: z.array(z.object({ option_id: Id, label: z.string().min(1).max(45) })).nullish(),
  add_on_price: z.number().positive().nullish(),
})
type Asked = z.output<typeof Asked>

export const Questions = z.object({ personalization_questions: z.array(Asked).min(1).max(5) })

const isUpload = ({ question_type: type }: { question_type: string }): boolean => type.endsWith('_upload')

/** All questions anew. Whoever does not say that several are understood may not delete what is there. */
export function replaceQuestions(
  world: World,
  listing: Listing,
  asked: readonly Asked[],
  understandsSeveral: boolean,
): void {
  if (!understandsSeveral && (asked.length > 1 || asked.some(({ question_type: type }) => type !== 'text_input'))) {
    refuse(400, 'Only a single question of the type text_input is supported without the parameter for several.')
  }
  if (asked.filter(isUpload).length > 1) refuse(400, 'A listing has at most one upload question.')
  for (const one of asked) checkQuestion(one)
  const stays = new Set(asked.map(({ question_id: id }) => id))
  const deletes = listing.questions.some(({ question_id: id }) => !stays.has(id))
  if (deletes && !understandsSeveral) refuse(409, 'This would delete personalization questions of the listing.')
  listing.questions = asked.map((one) => kept(world, listing, one))
  listing.updated = world.clock.seconds
  world.changed()
}

function checkQuestion(one: Asked): void {
  const wrong = (why: string): never => refuse(400, `${one.question_text}: ${why}`)
  const isText = one.question_type === 'text_input'
  if (isText !== (one.max_allowed_characters != null)) wrong('max_allowed_characters goes with text_input.')
  if (isUpload(one) !== (one.max_allowed_files != null)) wrong('max_allowed_files goes with uploads.')
  if (one.add_on_price != null && (!isText || one.required)) wrong('only an optional text may cost something.')
  checkOptions(one, wrong)
}

function checkOptions(one: Asked, wrong: (why: string) => never): void {
  const labels = (one.options ?? []).map(({ label }) => label)
  if (new Set(labels).size < labels.length) wrong('labels are there twice.')
  switch (one.question_type) {
    case 'dropdown':
      if (one.instructions) wrong('a dropdown has no instructions.')
      if (labels.length < 1 || labels.length > 30) wrong('a dropdown has 1 to 30 options.')
      if (labels.some((label) => label.length > 20)) wrong('a choice has at most 20 characters.')
      return
    case 'labeled_upload':
      if (labels.length < 2 || labels.length !== one.max_allowed_files) wrong('there is one label for each file.')
      return
    case 'text_input':
    case 'unlabeled_upload':
      if (labels.length > 0) wrong('options go with dropdown and labeled_upload.')
  }
}

/** A question that is different from what it was has another number. */
function kept(world: World, { questions, price }: Listing, asked: Asked): Question {
  const before = questions.find(({ question_id: id }) => id !== null && id === asked.question_id)
  const isSame = before?.question_text === asked.question_text && before.question_type === asked.question_type
  const { add_on_price: addOn, options } = asked
  return {
    question_id: isSame ? before.question_id : world.nextId(),
    ...{ question_text: asked.question_text, question_type: asked.question_type, required: asked.required },
    instructions: asked.instructions ?? null,
    max_allowed_characters: asked.max_allowed_characters ?? null,
    max_allowed_files: asked.max_allowed_files ?? null,
    add_on_price: addOn == null ? null : { ...price, amount: Math.round(addOn * 100) },
    options: options?.map(({ option_id: id, label }) => ({ option_id: id ?? world.nextId(), label })) ?? null,
  }
}
