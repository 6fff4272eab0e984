import type { Place } from '@proofroom/workflow'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useBoard } from './board-context.ts'
import { useDragged } from './useDrag.ts'

type StageTabsProps = { at: Place; counts: ReadonlyMap<Place, number>; onChange: (place: Place) => void }

/** A phone's places, one at a time. A card in the hand is let go on one of them. */
export function StageTabs({ at, counts, onChange }: StageTabsProps) {
  const { t } = useTranslation('production')
  const { board, nameOf, store } = useBoard()
  const drag = useDragged(store, (now) => now)
  const list = useRef<HTMLElement>(null)
  useEffect(() => {
    list.current
      ?.querySelector(`[data-drop="${CSS.escape(at)}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [at])
  return (
    <nav className="tabs bo-tabs" aria-label={t('column.label')} ref={list}>
      {board.columns.map(({ place, isFull }) => (
        <button
          key={place}
          type="button"
          data-drop={place}
          aria-current={place === at ? 'true' : undefined}
          className={[
            place === at && 'on',
            drag?.over === place && 'is-over',
            drag && !drag.isSettling && (drag.verdicts.get(place) ?? null) !== null && 'is-out',
          ]
            .filter(Boolean)
            .join(' ')}
          onClick={() => onChange(place)}
        >
          {nameOf(place)}
          <span className={isFull ? 'num full' : 'num'}>{counts.get(place) ?? 0}</span>
        </button>
      ))}
    </nav>
  )
}
