import { ChevronDown } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Icon } from './Icon.tsx'

type SelectFieldProps = {
  label: string
  hint?: ReactNode
  value: string
  options: { value: string; label: string }[]
  onChange: (value: string) => void
  disabled?: boolean
  /** The label is for screen readers only, where the row already says it. */
  bare?: boolean
}

/** The system's own select: best on a phone, and works with a keyboard everywhere. */
export function SelectField({ label, hint, value, options, onChange, disabled, bare }: SelectFieldProps) {
  const id = useId()
  return (
    <div className="fd">
      <label htmlFor={id} className={bare ? 'sr' : undefined}>
        {label}
      </label>
      <span className="in-sel">
        <select
          id={id}
          className="in"
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon of={ChevronDown} size={16} />
      </span>
      {hint ? <p className="hint">{hint}</p> : null}
    </div>
  )
}
