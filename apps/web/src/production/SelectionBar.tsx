import type { CardDto } from '@proofroom/contract'
import { ArrowRight, UserRound, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { cardsOf, useBoard } from './board-context.ts'
import { whyNot } from './board-model.ts'

/** What can be done with all that is chosen. */
export function SelectionBar({ selected, onClear }: { selected: ReadonlySet<string>; onClear: () => void }) {
  const { t } = useTranslation('production')
  const { board, move, assign, nameOf } = useBoard()
  const cards = cardsOf(board, selected)
  if (cards.length === 0) return null
  const places = board.columns.map(({ place }) => ({
    id: place,
    label: nameOf(place),
    why: whyNone(cards, (card) => whyNot(card, place, board)?.reason ?? null),
    onAction: () => {
      move({ cards, to: place })
      onClear()
    },
  }))
  const workers = [{ id: null, name: t('sheet.nobody') }, ...board.workers].map(({ id, name }) => ({
    id: id ?? 'nobody',
    label: name,
    onAction: () => assign(cards, id),
  }))
  return (
    <div className="bo-chosen" role="toolbar" aria-label={t('chosen.label')}>
      <span className="num">{t('chosen.count', { count: cards.length })}</span>
      {board.can.move.allowed ? (
        <>
          <Menu
            label={t('chosen.move')}
            placement="top"
            entries={places}
            trigger={
              <Button size="sm">
                <Icon of={ArrowRight} size={16} />
                {t('chosen.move')}
              </Button>
            }
          />
          <Menu
            label={t('chosen.give')}
            placement="top"
            entries={workers}
            trigger={
              <Button size="sm">
                <Icon of={UserRound} size={16} />
                {t('chosen.give')}
              </Button>
            }
          />
        </>
      ) : null}
      <Button size="sm" icon aria-label={t('chosen.clear')} onPress={onClear}>
        <Icon of={X} size={16} />
      </Button>
    </div>
  )
}

/** Off only where not one of them may go: the others are told when they stay. */
function whyNone(cards: CardDto[], why: (card: CardDto) => string | null): string | null {
  const reasons = cards.map(why)
  return reasons.every((reason) => reason !== null) ? (reasons[0] ?? null) : null
}
