import type { Mark } from '@proofroom/proof'
import { Check } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { pinLean } from '../../../ui/pin-spot.ts'
import { anchorOf } from './marks.ts'

export type PinItem = {
  key: string
  number: number
  initials: string
  name: string
  colour: number
  mark: Mark
  text: string
  done: boolean
  unsent: boolean
}

type PinsProps = {
  pins: readonly PinItem[]
  selected: string | null
  onSelect: (key: string) => void
}

/** Pins are buttons over the canvas: reachable, named, and in the order of their numbers. */
export const Pins = memo(function Pins({ pins, selected, onSelect }: PinsProps) {
  return pins.map((pin) => <Pin key={pin.key} pin={pin} isSelected={pin.key === selected} onSelect={onSelect} />)
})

const Pin = memo(function Pin(props: { pin: PinItem; isSelected: boolean; onSelect: (key: string) => void }) {
  const { pin, isSelected, onSelect } = props
  const { t } = useTranslation('room')
  const at = anchorOf(pin.mark)
  const words = pin.text || t(`shape.${pin.mark.shape}`)
  const label = t(pin.done ? 'pin.done' : 'pin.open', {
    number: pin.number,
    initials: pin.initials,
    name: pin.name,
    words,
  })
  return (
    <button
      type="button"
      className={`pin p${pin.colour}${isSelected ? ' sel' : ''}${pin.done ? ' done' : ''}${pinLean(at)}`}
      data-pin={pin.key}
      style={{ left: `${at.x * 100}%`, top: `${at.y * 100}%` }}
      aria-label={label}
      aria-pressed={isSelected}
      title={pin.unsent ? t('pin.unsent') : undefined}
      onClick={() => onSelect(pin.key)}
    >
      {pin.done ? <Check className="i" aria-hidden="true" /> : null}
      {pin.number} <small>{pin.initials}</small>
    </button>
  )
})
