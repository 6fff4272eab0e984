import { type ComponentProps, useState } from 'react'
import { Field } from '../ui/Field.tsx'

type SavedFieldProps = Omit<ComponentProps<typeof Field>, 'value' | 'onChange'> & {
  value: string
  /** False where it was refused: the words before come back. */
  onSave: (value: string) => Promise<boolean>
  /** An empty field means something; otherwise it goes back to what was there. */
  mayBeEmpty?: boolean
}

/** A field that saves when it is left, or with Enter. */
export function SavedField({ value, onSave, mayBeEmpty = false, ...field }: SavedFieldProps) {
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    setText(value)
  }
  const leave = async () => {
    const words = text.trim()
    if (words === value) return setText(value)
    if ((words === '' && !mayBeEmpty) || !(await onSave(words))) setText(value)
  }
  return (
    <Field
      {...field}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => void leave()}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  )
}
