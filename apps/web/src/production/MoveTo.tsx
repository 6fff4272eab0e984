import type { CardDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { useBoard } from './board-context.ts'
import { whyNot } from './board-model.ts'

/** Every place, with why it may not go there. */
export function MoveTo({ card, onClose }: { card: CardDto; onClose: () => void }) {
  const { t } = useTranslation('production')
  const { board, move, nameOf } = useBoard()
  if (!board.can.move.allowed) return null
  const places = board.columns.map(({ place }) => ({
    place,
    stage: board.stages.find((stage) => stage.id === place),
    isHere: place === card.place,
    why: place === card.place ? t('sheet.here') : (whyNot(card, place, board)?.reason ?? null),
  }))
  return (
    <div className="bo-moveto">
      <h3 id="bo-moveto">{t('sheet.moveTo')}</h3>
      <ul aria-labelledby="bo-moveto">
        {places.map(({ place, stage, isHere, why }) => (
          <li key={place}>
            <button
              type="button"
              className="mi"
              aria-disabled={why !== null}
              aria-current={isHere ? 'true' : undefined}
              onClick={() => {
                if (why !== null) return
                move({ cards: [card], to: place })
                onClose()
              }}
            >
              <span className={stage ? `bo-dot p${stage.colour}` : 'bo-dot'} aria-hidden="true" />
              <span>
                {nameOf(place)}
                {why ? <span className="why">{why}</span> : null}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
