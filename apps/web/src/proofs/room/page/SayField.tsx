import { Send } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'

type SayFieldProps = {
  label: string
  initial?: string
  focus?: boolean
  onSay: (text: string) => void
  onCancel?: () => void
  onTyping?: (typing: boolean) => void
}

/** One growing line of text and its button. Enter sends; what is typed stays here until then. */
export function SayField({ label, initial = '', focus, onSay, onCancel, onTyping }: SayFieldProps) {
  const { t } = useTranslation('room')
  const [text, setText] = useState(initial)
  const typing = useRef(onTyping)
  typing.current = onTyping
  useEffect(() => () => typing.current?.(false), [])
  const change = (value: string): void => {
    if ((value === '') !== (text === '')) onTyping?.(value !== '')
    setText(value)
  }
  const send = (): void => {
    if (!text.trim()) return
    onSay(text.trim())
    change('')
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && onCancel) onCancel()
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <div className="dr-c">
      <textarea
        className="in in-quiet"
        rows={1}
        maxLength={4000}
        value={text}
        // biome-ignore lint/a11y/noAutofocus: it opens in answer to the button that asked for it
        autoFocus={focus ?? false}
        aria-label={label}
        placeholder={label}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <button type="button" className="b b-ico" aria-label={t('say.send')} disabled={!text.trim()} onClick={send}>
        <Icon of={Send} size={16} />
      </button>
    </div>
  )
}
