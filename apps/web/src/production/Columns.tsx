import type { LoadDto } from '@proofroom/contract'
import type { Place } from '@proofroom/workflow'
import { useTranslation } from 'react-i18next'
import { useBoard } from './board-context.ts'
import { formatMinutes } from './minutes.ts'
import { useDragged } from './useDrag.ts'

/** The places' names with what they hold and take. */
export function Heads({ places }: { places: Place[] }) {
  const { board } = useBoard()
  return (
    <div className="bo-heads">
      {places.map((place) => {
        const load = board.columns.find((column) => column.place === place)
        return load ? <Head key={place} load={load} /> : null
      })}
    </div>
  )
}

function Head({ load }: { load: LoadDto }) {
  const { t } = useTranslation('production')
  const { board, nameOf } = useBoard()
  const stage = board.stages.find((one) => one.id === load.place)
  const limit = stage?.limit ?? null
  const most = limit?.kind === 'cards' ? ` / ${limit.count}` : ''
  const work = load.minutes > 0 ? formatMinutes(load.minutes) : ''
  const minutes = limit?.kind === 'minutes' ? `${work || '0 h'} / ${formatMinutes(limit.count)}` : work
  return (
    <div className="ch" data-head={load.place}>
      {stage ? <span className={`bo-dot p${stage.colour}`} aria-hidden="true" /> : null}
      <h2 className="el">{nameOf(load.place)}</h2>
      <span className={load.isFull ? 'num full' : 'num'}>
        {load.cards}
        {most}
      </span>
      <span className="hr">{load.isFull ? t('column.full') : minutes}</span>
    </div>
  )
}

/** Behind the cards: lines between the columns, and what the hand may do over each. */
export function Backs({ places }: { places: Place[] }) {
  const { store } = useBoard()
  const drag = useDragged(store, (now) => now)
  const look = (place: Place) => {
    if (!drag || drag.isSettling) return 'bo-back'
    const refuses = (drag.verdicts.get(place) ?? null) !== null
    return ['bo-back', refuses ? 'is-out' : 'is-open', drag.over === place && 'is-over'].filter(Boolean).join(' ')
  }
  return (
    <div className="bo-backs" aria-hidden="true">
      {places.map((place) => (
        <div key={place} className={look(place)} data-drop={place} />
      ))}
    </div>
  )
}
