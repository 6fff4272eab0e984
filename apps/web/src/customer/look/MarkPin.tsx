import type { PersonDto } from '@proofroom/contract'
import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ThreadItem } from '../../proofs/room/threads.ts'
import { pinLean } from '../../ui/pin-spot.ts'

type Props = {
  item: ThreadItem
  people: PersonDto[]
  selected: boolean
  spot: { x: number; y: number }
  onSelect: (key: string) => void
}

/** A numbered pin in its place; number and initials, so that the colour is never the only sign. */
export function MarkPin({ item, people, selected, spot, onSelect }: Props) {
  const { t } = useTranslation('customer')
  const person = people.find((one) => one.actorId === item.actorId)
  const sign = person?.you ? t('you') : (person?.initials ?? '')
  const name = person?.you ? '' : (person?.name ?? '')
  const classes = ['pin', 'cu-pin', `p${person?.colour ?? 8}`, selected ? 'sel' : '', item.done ? 'done' : '']
  return (
    <button
      type="button"
      data-key={item.key}
      className={classes.filter(Boolean).join(' ') + pinLean(spot)}
      style={{ left: `${spot.x * 100}%`, top: `${spot.y * 100}%` }}
      aria-label={[`${item.number} ${sign}`, name, item.text].filter(Boolean).join(', ')}
      aria-pressed={selected}
      onClick={() => onSelect(item.key)}
    >
      {item.done && <Check className="i" aria-hidden="true" />}
      {item.number} <small>{sign}</small>
    </button>
  )
}
