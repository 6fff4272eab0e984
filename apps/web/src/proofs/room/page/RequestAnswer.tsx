import type { AnswerRequestInput, ChangeRequestDto } from '@proofroom/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { Group } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'
import { sentenceOf } from '../../../ui/Told.tsx'
import { toast } from '../../../ui/toasts.ts'
import { answerRequest } from '../../api.ts'
import { SayField } from './SayField.tsx'
import type { ThreadListProps } from './ThreadList.tsx'

type Answer = AnswerRequestInput['state']
const ANSWERS: readonly Answer[] = ['done', 'not_done', 'question']

/** The seller's answer to a change request. *Not done* and *Question* need a word of why. */
export function RequestAnswer({
  shop,
  proof,
  request,
}: Pick<ThreadListProps, 'shop' | 'proof'> & { request: ChangeRequestDto }) {
  const { t } = useTranslation('room')
  const client = useQueryClient()
  const [asking, setAsking] = useState<Exclude<Answer, 'done'> | null>(null)
  const answer = useMutation({
    mutationFn: (input: AnswerRequestInput) => answerRequest(shop, proof.id, request.id, input),
    onSuccess: () => client.invalidateQueries({ queryKey: ['s', shop, 'proof', proof.id] }),
    onError: (error) => toast(sentenceOf(error, t('act.failed'))),
  })
  const permission = proof.can.answerRequests
  if (!permission.allowed) return permission.reason ? <p className="meta">{permission.reason}</p> : null
  const choose = (state: Answer) => (state === 'done' ? answer.mutate({ state, note: '' }) : setAsking(state))
  return (
    <>
      <Group className="acts" aria-label={t('answer.label', { number: request.number })}>
        {ANSWERS.map((state) => (
          <button
            key={state}
            type="button"
            className={`b b-sm${request.state === state ? ' is-hover' : ''}`}
            aria-pressed={request.state === state}
            disabled={answer.isPending}
            onClick={() => choose(state)}
          >
            {state === 'done' ? <Icon of={Check} size={14} /> : null}
            {t(`answer.${state}`)}
          </button>
        ))}
      </Group>
      {asking ? (
        <SayField
          key={asking}
          label={t(`answer.why_${asking}`)}
          focus
          onCancel={() => setAsking(null)}
          onSay={(note) => {
            answer.mutate({ state: asking, note })
            setAsking(null)
          }}
        />
      ) : null}
    </>
  )
}
