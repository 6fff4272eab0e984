import type { ChangeRequestDto, ProofDto, VersionDto } from '@proofroom/contract'
import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { leave } from '../route.ts'
import { answeredBy } from '../standing.ts'
import { useFocusOnOpen } from '../useFocus.ts'
import { HoldButton } from './HoldButton.tsx'
import { RequestAnswer } from './RequestAnswer.tsx'

type Props = {
  proof: ProofDto
  version: VersionDto
  previous: VersionDto
  ghost: boolean
  onGhost: (shown: boolean) => void
  selected: string | null
  onSelect: (key: string | null) => void
}

/** What was asked and what became of it, one at a time with the mockup in view; hold the button to see the proof before. */
export function ChangesPanel({ proof, version, previous, ghost, onGhost, selected, onSelect }: Props) {
  const { t } = useTranslation('customer')
  const heading = useFocusOnOpen<HTMLHeadingElement>()
  const requests = answeredBy(proof, version)
  const index = Math.max(
    0,
    requests.findIndex((one) => keyOf(one) === selected),
  )
  const current = requests[index]
  const currentKey = current ? keyOf(current) : null
  useEffect(() => {
    if (currentKey !== selected) onSelect(currentKey)
  }, [currentKey, selected, onSelect])
  const step = (by: number) => {
    const next = requests[(index + by + requests.length) % requests.length]
    if (next) onSelect(keyOf(next))
  }
  return (
    <div className="cu-card">
      <div className="cu-card-head">
        <div>
          <h2 ref={heading} tabIndex={-1}>
            {t('changes.title', { number: previous.number })}
          </h2>
          {requests.length > 1 && (
            <p className="t13 c2 num">{t('changes.of', { index: index + 1, count: requests.length })}</p>
          )}
        </div>
        {requests.length > 1 && (
          <span className="cu-steps">
            <button
              type="button"
              className="b b-quiet b-ico cu-tap"
              aria-label={t('changes.previous')}
              onClick={() => step(-1)}
            >
              <ChevronLeft className="i" aria-hidden="true" />
            </button>
            <button
              type="button"
              className="b b-quiet b-ico cu-tap"
              aria-label={t('changes.next')}
              onClick={() => step(1)}
            >
              <ChevronRight className="i" aria-hidden="true" />
            </button>
          </span>
        )}
        <button type="button" className="b b-quiet b-ico cu-tap" aria-label={t('close')} onClick={leave}>
          <X className="i" aria-hidden="true" />
        </button>
      </div>
      {current ? (
        <RequestAnswer key={current.id} request={current} proof={proof} />
      ) : (
        <p className="c2 cu-gap">{t('changes.none')}</p>
      )}
      <HoldButton
        on={ghost}
        onChange={onGhost}
        label={t('changes.hold', { number: previous.number })}
        shown={t('changes.holding', { number: previous.number })}
      />
    </div>
  )
}

const keyOf = (request: ChangeRequestDto): string => `request:${request.id}`
