import type { CardDto } from '@proofroom/contract'
import { memo } from 'react'
import { useBoard } from './board-context.ts'
import { CardFace, type Worker } from './CardFace.tsx'
import type { DragStore } from './drag-store.ts'
import { RefusalBox } from './RefusalBox.tsx'
import { useCardLabel } from './useCardLabel.ts'
import { useDragged } from './useDrag.ts'

type CardSpotProps = {
  card: CardDto
  top: number
  height: number
  today: string
  locale: string
  worker: Worker | null
  checks: number
  isNarrow: boolean
  isCurrent: boolean
  isSelected: boolean
  isRefused: boolean
  store: DragStore
}

/** A card where it lies. It hears of the hand only when it is itself in it. */
export const CardSpot = memo(function CardSpot(props: CardSpotProps) {
  const { card, top, height, isCurrent, isSelected, isRefused, store } = props
  const state = useDragged(store, (drag) => (drag?.ids.has(card.id) ? (drag.by === 'keys' ? 'held' : 'away') : null))
  const label = useCardLabel(props)
  const look = ['kcw', isRefused && 'is-refused', isSelected && 'is-selected', state && `is-${state}`]
  return (
    <li className={look.filter(Boolean).join(' ')} style={{ transform: `translateY(${top}px)`, height }}>
      <button
        type="button"
        className="kc"
        data-card={card.id}
        tabIndex={isCurrent ? 0 : -1}
        aria-describedby="bo-keys"
        aria-pressed={isSelected}
      >
        <span className="sr">{label}</span>
        <span className="kc-face" aria-hidden="true">
          <CardFace {...props} />
        </span>
      </button>
      {isRefused && !props.isNarrow ? <RefusedHere /> : null}
    </li>
  )
})

function RefusedHere() {
  const { refusal } = useBoard()
  return refusal ? <RefusalBox refusal={refusal} /> : null
}
