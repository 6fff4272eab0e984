import type { Mark } from '@proofroom/proof'
import { Send, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'

type MarkComposerProps = {
  mark: Mark
  /** Where the mark is on the screen. */
  x: number
  y: number
  /** The mark is on the page already; words are an addition. */
  isLive: boolean
  initial?: string
  onSend(text: string): void
  onClose(): void
  onTyping(typing: boolean): void
}

/** The small field beside a new mark. What is typed stays here until it is sent. */
export function MarkComposer({ mark, x, y, isLive, initial = '', onSend, onClose, onTyping }: MarkComposerProps) {
  const { t } = useTranslation('room')
  const [text, setText] = useState(initial)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
    return () => onTyping(false)
  }, [onTyping])
  const send = () => (text.trim() ? onSend(text.trim()) : undefined)
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') onClose()
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault()
      send()
    }
  }
  return (
    <div
      className="fl composer"
      data-room-control
      style={{ left: x, top: y }}
      role="dialog"
      aria-label={t(`compose.${isLive ? 'live' : mark.shape === 'text' ? 'text' : 'pin'}`)}
      onKeyDown={onKeyDown}
    >
      <textarea
        ref={field}
        className="in in-area in-quiet"
        rows={2}
        maxLength={4000}
        value={text}
        aria-label={t('compose.label')}
        placeholder={t(`compose.${isLive ? 'live' : mark.shape === 'text' ? 'text' : 'pin'}`)}
        onChange={(event) => {
          setText(event.target.value)
          onTyping(event.target.value !== '')
        }}
      />
      <div className="composer-foot">
        <span className="t12 c3">{text ? t('compose.local') : t('compose.enter')}</span>
        <button
          type="button"
          className="b b-sm b-quiet b-ico"
          aria-label={t(isLive ? 'compose.later' : 'compose.cancel')}
          onClick={onClose}
        >
          <Icon of={X} size={16} />
        </button>
        <button
          type="button"
          className="b b-sm b-ink b-ico"
          aria-label={t('compose.send')}
          disabled={!text.trim()}
          onClick={send}
        >
          <Icon of={Send} size={16} />
        </button>
      </div>
    </div>
  )
}
