import type { CardDto } from '@proofroom/contract'
import { Check } from 'lucide-react'
import { Checkbox } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import { useBoard } from './board-context.ts'

/** What is ticked before the card goes on. */
export function Checklist({ card }: { card: CardDto }) {
  const { t } = useTranslation('production')
  const { board, tick, nameOf } = useBoard()
  const checklist = board.stages.find((stage) => stage.id === card.place)?.checklist ?? []
  if (checklist.length === 0) return null
  return (
    <fieldset className="bo-checks">
      <legend>
        {t('sheet.checks', { place: nameOf(card.place) })}
        <span className="count">
          {card.checks.length}/{checklist.length}
        </span>
      </legend>
      {checklist.map(({ id, text }) => (
        <Checkbox
          key={id}
          className="ck"
          isSelected={card.checks.includes(id)}
          isDisabled={!board.can.move.allowed}
          onChange={(ticked) => tick(card, id, ticked)}
        >
          <span className="chk chk-lg" aria-hidden="true">
            <Icon of={Check} size={16} />
          </span>
          {text}
        </Checkbox>
      ))}
    </fieldset>
  )
}
