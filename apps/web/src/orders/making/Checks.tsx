import type { CardDto, OrderProductionDto } from '@proofroom/contract'
import { Check } from 'lucide-react'
import { Checkbox } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/Icon.tsx'
import type { Making } from './useMaking.ts'

type ChecksProps = { card: CardDto; made: OrderProductionDto; making: Making }

/** What is ticked in its stage before it goes on. */
export function Checks({ card, made, making }: ChecksProps) {
  const { t } = useTranslation('orders')
  const stage = made.stages.find((one) => one.id === card.place)
  if (!stage || stage.checklist.length === 0) return null
  return (
    <ul className="mk-checks mk-wide" aria-label={t('making.checks', { place: stage.name })}>
      {stage.checklist.map(({ id, text }) => (
        <li key={id}>
          <Checkbox
            className="ck"
            isSelected={card.checks.includes(id)}
            isDisabled={!made.can.move.allowed}
            onChange={(ticked) => making.tick(card, id, ticked)}
          >
            <span className="chk" aria-hidden="true">
              {card.checks.includes(id) ? <Icon of={Check} size={14} /> : null}
            </span>
            {text}
          </Checkbox>
        </li>
      ))}
    </ul>
  )
}
