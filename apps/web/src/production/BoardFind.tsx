import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'

const PAUSE_MS = 200

/** Finds while typing; what is looked for stands in the address. */
export function BoardFind({ q }: { q: string }) {
  const { t } = useTranslation('production')
  const navigate = useNavigate({ from: '/s/$shop/board' })
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(q)
  const [known, setKnown] = useState(q)
  if (known !== q) {
    setKnown(q)
    if (q !== text.trim()) setText(q)
  }
  useEffect(() => {
    const words = text.trim()
    if (words === q) return
    const timer = setTimeout(() => {
      void navigate({ search: ({ q: _, ...rest }) => (words ? { ...rest, q: words } : rest), replace: true })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, q, navigate])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [role="dialog"]')
      if (event.key !== '/' || typing) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <search className="in-find find bo-find">
      <Icon of={Search} size={16} />
      <input
        ref={input}
        className="in in-quiet"
        type="search"
        value={text}
        placeholder={t('bar.find')}
        aria-label={t('bar.find')}
        aria-keyshortcuts="/"
        onChange={(event) => setText(event.target.value)}
      />
      {text === '' ? (
        <span className="kbd" aria-hidden="true">
          /
        </span>
      ) : null}
    </search>
  )
}
