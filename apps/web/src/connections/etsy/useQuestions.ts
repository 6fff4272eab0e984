import type { EtsyListingPageDto, EtsyQuestionDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../../api.ts'
import { useShop } from '../../identity/shop.ts'
import { sentenceOf } from '../../ui/Told.tsx'
import { toast } from '../../ui/toasts.ts'
import { listingQuery, liveKey, pushQuestions } from './listing-api.ts'
import {
  type Draft,
  draftOf,
  inputOf,
  isChanged,
  newDraft,
  rebased,
  removedBy,
  type Wrong,
  wrongIn,
} from './question-model.ts'

const NOTHING_WRONG: Wrong = new Map()

/** The list while it is written. */
function useDrafts(page: EtsyListingPageDto) {
  const [seen, setSeen] = useState(page.questions)
  const [drafts, setDrafts] = useState(() => seen.map(draftOf))
  const [open, show] = useState<string | null>(null)
  const add = () => {
    const draft = newDraft()
    setDrafts([...drafts, draft])
    show(draft.key)
  }
  const change = (key: string, change: Partial<Draft>) =>
    setDrafts(drafts.map((one) => (one.key === key ? { ...one, ...change } : one)))
  const remove = (key: string) => setDrafts(drafts.filter((one) => one.key !== key))
  const move = (from: number, by: number) => {
    const moved = drafts[from]
    if (moved) setDrafts(drafts.toSpliced(from, 1).toSpliced(from + by, 0, moved))
  }
  const start = (questions: EtsyQuestionDto[], wishes = questions.map(draftOf)) => {
    setSeen(questions)
    setDrafts(wishes)
    show(null)
  }
  return { seen, drafts, open, show, add, change, remove, move, start }
}

export type QuestionActs = Pick<ReturnType<typeof useDrafts>, 'open' | 'show' | 'change' | 'remove' | 'move'>

/** Questions from the first letter to Etsy's yes, and what is in the way of it. */
export function useQuestions(page: EtsyListingPageDto) {
  const list = useDrafts(page)
  const { seen, drafts, start, show } = list
  const [wrong, setWrong] = useState(NOTHING_WRONG)
  const [clash, setClash] = useState<EtsyQuestionDto[] | null>(null)
  const [removing, setRemoving] = useState<EtsyQuestionDto[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const isDirty = isChanged(drafts, seen)
  const begin = (questions: EtsyQuestionDto[], wishes?: Draft[]) => {
    start(questions, wishes)
    setClash(null)
    setProblem(null)
    setWrong(NOTHING_WRONG)
  }
  const { send, pending } = useSending(page.listing.listingId, { seen, drafts, begin, setClash, setProblem })
  const asked = JSON.stringify(page.questions)
  const isOther = !isDirty && !clash && JSON.stringify(seen) !== asked
  // Untouched, they follow what Etsy asks; what was just sent may stand here before the page has read it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it asks something else
  useEffect(() => {
    if (isOther) begin(page.questions)
  }, [isOther, asked])
  const push = () => {
    const found = wrongIn(drafts)
    setWrong(found)
    const [first] = found.keys()
    if (first) return show(first)
    const removed = removedBy(drafts, seen)
    if (removed.length > 0) setRemoving(removed)
    else void send()
  }
  return {
    ...{ ...list, wrong, clash, removing, problem, isDirty, pending, begin, push },
    discard: () => begin(seen),
    goOn: () => clash && begin(clash, rebased(drafts, clash)),
    stay: () => setRemoving(null),
    send: () => {
      setRemoving(null)
      return send()
    },
  }
}

type Sending = {
  seen: EtsyQuestionDto[]
  drafts: Draft[]
  begin: (questions: EtsyQuestionDto[]) => void
  setClash: (now: EtsyQuestionDto[]) => void
  setProblem: (words: string | null) => void
}

function useSending(id: string, { seen, drafts, begin, setClash, setProblem }: Sending) {
  const { t } = useTranslation(['etsy', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const [pending, setPending] = useState(false)
  const readAgain = async () => {
    await client.invalidateQueries({ queryKey: [...liveKey(shop.code), 'listings'] })
    return (await client.fetchQuery({ ...listingQuery(shop.code, id), staleTime: 0 })).questions
  }
  const send = async () => {
    setPending(true)
    setProblem(null)
    try {
      await pushQuestions(shop.code, id, { seen, questions: drafts.map(inputOf) })
      begin(await readAgain())
      toast(t('asked.pushed'))
    } catch (error) {
      const isOther = error instanceof ApiProblem && error.code === 'etsy.questions_changed'
      const now = isOther ? await readAgain().catch(() => null) : null
      if (now) setClash(now)
      else setProblem(sentenceOf(error, t('ui:failed.unknown')))
    } finally {
      setPending(false)
    }
  }
  return { send, pending }
}
