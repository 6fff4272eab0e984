import type { ChangeRequestDto, ConfirmRequestInput, ProofDto } from '@proofroom/contract'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCustomer } from '../context.ts'
import { problemFrom } from '../page-store.ts'

/** One request with the seller's answer, and the customer's word on it. */
export function RequestAnswer({ request, proof }: { request: ChangeRequestDto; proof: ProofDto }) {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  const person = proof.people.find((one) => one.actorId === request.actorId)
  const done = request.state === 'done' || request.state === 'fixed'
  return (
    <div className="cu-answer">
      <span className={`pin pin-s p${person?.colour ?? 8} ${done ? 'done' : ''}`} aria-hidden="true">
        {done && <Check className="i" />}
        {request.number}
      </span>
      <div>
        <p>{request.text || t('asked.drawn')}</p>
        <p className={`cu-state cu-state-${request.state}`}>
          {t(`request.${request.state}`, { seller: page.sellerName })}
        </p>
        {request.note && <p className="c2 cu-note">{request.note}</p>}
      </div>
      {page.you.rights === 'decide' && request.state !== 'open' && <Verdict request={request} />}
    </div>
  )
}

const VERDICTS = ['fixed', 'still_wrong'] as const

function Verdict({ request }: { request: ChangeRequestDto }) {
  const { t } = useTranslation('customer')
  const { store, ensureName } = useCustomer()
  const [busy, setBusy] = useState<ConfirmRequestInput['state'] | null>(null)
  const [problem, setProblem] = useState('')
  const confirm = async (state: ConfirmRequestInput['state']) => {
    if (!(await ensureName())) return
    setBusy(state)
    setProblem('')
    try {
      await store.api.confirm(request.id, { state, note: '' })
      await store.refresh()
    } catch (error) {
      setProblem(problemFrom(error).message || t('problem.again'))
    } finally {
      setBusy(null)
    }
  }
  return (
    <div className="cu-verdict">
      <fieldset className="cu-two" aria-label={t('request.verdict', { number: request.number })}>
        {VERDICTS.map((state) => (
          <button
            key={state}
            type="button"
            className={`b cu-tap ${(busy ?? request.state) === state ? 'on' : ''}`}
            aria-pressed={request.state === state}
            disabled={busy !== null}
            onClick={() => confirm(state)}
          >
            {t(`request.say_${state}`)}
          </button>
        ))}
      </fieldset>
      {problem && (
        <p className="cu-bad" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
