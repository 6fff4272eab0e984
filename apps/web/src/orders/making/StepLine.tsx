import type { CardDto, OrderProductionDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { usePlaceName } from './names.ts'
import { stepsOf } from './route.ts'

/** The way of a card, a short bar a step. The bars say nothing that the words beside them do not. */
export function StepLine({ card, made }: { card: CardDto; made: OrderProductionDto }) {
  const { t } = useTranslation('orders')
  const nameOf = usePlaceName(made)
  const steps = stepsOf(card, made)
  return (
    <ol className="mk-steps" aria-label={t('making.steps')}>
      {steps.map(({ place, colour, state }) => (
        <li
          key={place}
          className={`mk-${state}${state === 'now' && colour ? ` p${colour}` : ''}`}
          aria-current={state === 'now' ? 'step' : undefined}
          title={nameOf(place)}
        >
          <span className="sr">{t(`making.step.${state}`, { place: nameOf(place) })}</span>
        </li>
      ))}
    </ol>
  )
}
