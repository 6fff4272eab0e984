import { type EtsyQuestionDto, type EtsyQuestionInput, EtsyQuestionKind, EtsyQuestions } from '@proofroom/contract'
import { newKey } from '../../api.ts'

/** A question while it is written: numbers and lists as text, and a key of its own. */
export type Draft = {
  key: string
  questionId: string | null
  kind: EtsyQuestionKind
  text: string
  instructions: string
  isRequired: boolean
  mostCharacters: string
  mostFiles: string
  /** One a line. */
  options: string
  /** Of the choices that are at Etsy already. */
  known: EtsyQuestionDto['options']
  addOn: EtsyQuestionDto['addOn']
}

const USUAL_CHARACTERS = 100

export const newDraft = (): Draft => ({
  ...{ key: newKey(), questionId: null, kind: 'text_input', text: '', instructions: '', isRequired: true },
  ...{ mostCharacters: String(USUAL_CHARACTERS), mostFiles: '1', options: '', known: [], addOn: null },
})

export const draftOf = (question: EtsyQuestionDto): Draft => ({
  ...newDraft(),
  ...{ questionId: question.questionId, text: question.text, instructions: question.instructions ?? '' },
  kind: EtsyQuestionKind.options.find((kind) => kind === question.kind) ?? 'text_input',
  isRequired: question.isRequired,
  ...(question.mostCharacters !== null && { mostCharacters: String(question.mostCharacters) }),
  ...(question.mostFiles !== null && { mostFiles: String(question.mostFiles) }),
  ...{ options: question.options.map(({ label }) => label).join('\n'), known: question.options, addOn: question.addOn },
})

export const hasOptions = (kind: EtsyQuestionKind) => kind === 'dropdown' || kind === 'labeled_upload'

/** With what belongs to its kind, and nothing else. */
export const inputOf = (draft: Draft): EtsyQuestionInput => {
  const { kind, known } = draft
  const labels = hasOptions(kind) ? linesOf(draft.options) : []
  return {
    ...{ questionId: draft.questionId, kind, text: draft.text.trim(), isRequired: draft.isRequired },
    instructions: kind === 'dropdown' ? null : draft.instructions.trim() || null,
    mostCharacters: kind === 'text_input' ? numberIn(draft.mostCharacters) : null,
    mostFiles: kind === 'unlabeled_upload' ? numberIn(draft.mostFiles) : null,
    options: labels.map((label) => ({ optionId: known.find((one) => one.label === label)?.optionId ?? null, label })),
    costsMore: draft.addOn !== null,
  }
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const numberIn = (text: string): number | null => (/^\d+$/.test(text.trim()) ? Number(text) : null)

const written = (drafts: Draft[]) => JSON.stringify(drafts.map(inputOf))

export const isChanged = (drafts: Draft[], seen: EtsyQuestionDto[]) => written(drafts) !== written(seen.map(draftOf))

/** What Etsy asks now, and would not any more. */
export const removedBy = (drafts: Draft[], seen: EtsyQuestionDto[]): EtsyQuestionDto[] =>
  seen.filter(({ questionId }) => !drafts.some((draft) => draft.questionId === questionId))

/** The same wishes, about what is at Etsy by now: what is gone there is asked anew. */
export function rebased(drafts: Draft[], now: EtsyQuestionDto[]): Draft[] {
  return drafts.map((draft) => {
    const there = now.find(({ questionId }) => questionId !== null && questionId === draft.questionId)
    return { ...draft, questionId: there?.questionId ?? null, known: there?.options ?? [], addOn: there?.addOn ?? null }
  })
}

/** By a question's key, and there by its field. */
export type Wrong = Map<string, Partial<Record<string, string>>>

export function wrongIn(drafts: Draft[]): Wrong {
  const read = EtsyQuestions.safeParse(drafts.map(inputOf))
  const wrong: Wrong = new Map()
  for (const { path, message } of read.error?.issues ?? []) {
    const draft = drafts[Number(path[0])]
    if (!draft) continue
    const field = String(path[1] ?? 'text')
    wrong.set(draft.key, { [field]: message, ...wrong.get(draft.key) })
  }
  return wrong
}
