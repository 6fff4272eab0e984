import type { CardDto, StageDto } from '@proofroom/contract'
import type { Place, Refusal } from '@proofroom/workflow'
import { useTranslation } from 'react-i18next'
import { useBoard } from './board-context.ts'
import { whyNot } from './board-model.ts'

/** Every place, with why it may not go there; whoever runs the shop may go on from there with a reason. */
export function MoveTo({ card, onClose }: { card: CardDto; onClose: () => void }) {
  const { t } = useTranslation('production')
  const { board, move, askWhy } = useBoard()
  if (!board.can.move.allowed) return null
  const go = (to: Place, refusal: Refusal | null) => {
    if (refusal) askWhy({ to, cards: [{ id: card.id, ...refusal }] })
    else move({ cards: [card], to })
    onClose()
  }
  return (
    <div className="bo-moveto">
      <h3 id="bo-moveto">{t('sheet.moveTo')}</h3>
      <ul aria-labelledby="bo-moveto">
        {board.columns.map(({ place }) => (
          <li key={place}>
            <PlaceButton
              place={place}
              stage={board.stages.find((stage) => stage.id === place)}
              isHere={place === card.place}
              refusal={place === card.place ? null : whyNot(card, place, board)}
              onPress={go}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

type PlaceButtonProps = {
  place: Place
  stage: StageDto | undefined
  isHere: boolean
  refusal: Refusal | null
  onPress: (to: Place, refusal: Refusal | null) => void
}

function PlaceButton({ place, stage, isHere, refusal, onPress }: PlaceButtonProps) {
  const { t } = useTranslation('production')
  const { board, nameOf } = useBoard()
  const isFinal = refusal !== null && !(refusal.canOverride && board.can.override.allowed)
  const isOff = isHere || isFinal
  const why = isHere ? t('sheet.here') : refusal?.reason
  return (
    <button
      type="button"
      className={refusal ? 'mi is-off' : 'mi'}
      aria-disabled={isOff}
      aria-current={isHere ? 'true' : undefined}
      onClick={() => isOff || onPress(place, refusal)}
    >
      <span className={stage ? `bo-dot p${stage.colour}` : 'bo-dot'} aria-hidden="true" />
      <span>
        {nameOf(place)}
        {why ? <span className="why">{why}</span> : null}
      </span>
    </button>
  )
}
