import type { EtsyQuestionDto, EtsyQuestionInput, EtsyQuestionsInput } from '@proofroom/contract'
import type { NewQuestion, Question } from '@proofroom/etsy'
import { type Context, inTransaction } from '../../platform/context.ts'
import { conflict, invalid } from '../../platform/errors.ts'
import { record } from '../../platform/events/record.ts'
import { authorize } from '../../platform/policy.ts'
import { sent } from './asking.ts'
import { presentQuestion, questionsIn } from './listing-present.ts'
import { aloneWith, askAbout, ownListing } from './listings.ts'
import { canAsk, canChangeListings } from './policy.ts'

/**
 * Replaces all questions of a listing. Etsy deletes what is not among them, so they are read once more right before,
 * and where they are not what the editor began with nothing is sent.
 */
export function pushQuestions(
  ctx: Context,
  id: string,
  { seen, questions }: EtsyQuestionsInput,
): Promise<{ done: true }> {
  return askAbout(ctx, id, (shop) =>
    inTransaction(ctx, async (tx) => {
      authorize(canChangeListings(ctx.actor, shop.connection))
      await aloneWith(tx, id)
      const there = questionsIn(await ownListing(shop, id))
      authorize(canAsk(ctx.actor, shop.connection, there))
      if (!isSame(seen, there.map(presentQuestion)))
        throw conflict(
          'etsy.questions_changed',
          'Somebody changed the questions at Etsy meanwhile. Nothing was sent: look at what is asked there now.',
        )
      const wanted = questions.map((question) => wantedOf(question, there))
      await sent(shop.client.replaceQuestions(shop.connection.etsyShopId, id, wanted))
      const stays = new Set(questions.map(({ questionId }) => questionId))
      const removed = there.filter(({ question_id: one }) => !stays.has(one)).length
      await record(tx, { type: 'etsy.questions_pushed', data: { listingId: id, asked: wanted.length, removed } })
      return { done: true }
    }),
  )
}

const isSame = (seen: EtsyQuestionDto[], now: EtsyQuestionDto[]) =>
  JSON.stringify(seen.map(partsOf)) === JSON.stringify(now.map(partsOf))

const partsOf = ({ questionId, kind, text, instructions, isRequired, ...rest }: EtsyQuestionDto) => [
  ...[questionId, kind, text, instructions, isRequired, rest.mostCharacters, rest.mostFiles],
  rest.options.map(({ optionId, label }) => [optionId, label]),
  rest.addOn && [rest.addOn.value, rest.addOn.currency],
]

/** Each kind with what belongs to it, and nothing else. What an answer costs is set at Etsy, and stays. */
function wantedOf({ questionId, kind, ...asked }: EtsyQuestionInput, there: Question[]): NewQuestion {
  const before = questionId === null ? null : there.find(({ question_id: id }) => id === questionId)
  if (before === undefined)
    throw invalid('etsy.question_gone', `“${asked.text}” is not at Etsy any more. Look at what is asked there now.`)
  const price = before?.add_on_price
  if (price && (kind !== 'text_input' || asked.isRequired))
    throw invalid('etsy.question_costs', `“${asked.text}” costs extra at Etsy, so it stays a text nobody has to write.`)
  const isUpload = kind === 'unlabeled_upload' || kind === 'labeled_upload'
  const files = kind === 'labeled_upload' ? asked.options.length : asked.mostFiles
  const hasOptions = kind === 'dropdown' || kind === 'labeled_upload'
  return {
    ...(questionId !== null && { question_id: Number(questionId) }),
    ...{ question_text: asked.text, question_type: kind, required: asked.isRequired },
    ...(asked.instructions && { instructions: asked.instructions }),
    ...(kind === 'text_input' && { max_allowed_characters: asked.mostCharacters ?? 1 }),
    ...(isUpload && { max_allowed_files: files ?? 1 }),
    ...(hasOptions && {
      options: asked.options.map(({ optionId, label }) => ({
        ...(optionId !== null && { option_id: Number(optionId) }),
        label,
      })),
    }),
    ...(price && { add_on_price: price.amount / price.divisor }),
  }
}
