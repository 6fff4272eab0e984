import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFindText } from '../orders/FindField.tsx'
import { Icon } from '../ui/Icon.tsx'

/** Finds while typing; what is looked for stands in the address. */
export function BoardFind({ q }: { q: string }) {
  const { t } = useTranslation('production')
  const navigate = useNavigate({ from: '/s/$shop/board' })
  const input = useRef<HTMLInputElement>(null)
  const find = useCallback(
    (words: string) =>
      void navigate({ search: ({ q: _, ...rest }) => (words ? { ...rest, q: words } : rest), replace: true }),
    [navigate],
  )
  const [text, setText] = useFindText(q, find)
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
