import { Blend } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'

type Props = { on: boolean; onChange: (on: boolean) => void; label: string; shown: string }

/** A tap this short is a switch; anything longer is holding. */
const TAP_MS = 350

/** On while held, with finger or key. A short tap leaves it on until the next one, for who cannot hold. */
export function HoldButton({ on, onChange, label, shown }: Props) {
  const press = useRef({ at: 0, was: false, down: false })
  const down = () => {
    if (press.current.down) return
    press.current = { at: performance.now(), was: on, down: true }
    onChange(true)
  }
  const up = () => {
    if (!press.current.down) return
    press.current.down = false
    const tapped = performance.now() - press.current.at < TAP_MS
    onChange(tapped && !press.current.was)
  }
  const byKey = (act: () => void) => (event: KeyboardEvent) => {
    if (event.key !== ' ' && event.key !== 'Enter') return
    event.preventDefault()
    act()
  }
  return (
    <button
      type="button"
      className={`b b-lg cu-hold ${on ? 'on' : ''}`}
      aria-pressed={on}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        down()
      }}
      onPointerUp={up}
      onPointerCancel={up}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={byKey(down)}
      onKeyUp={byKey(up)}
      onBlur={up}
    >
      <Blend className="i" aria-hidden="true" />
      {on ? shown : label}
    </button>
  )
}
