import { Link, useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { buttonClass } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'

/** A search field that leads to the list of orders; on a phone a button that does. */
export function FindOrder() {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || (event.target instanceof Element && event.target.closest('input, textarea, select')))
        return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  const find = (event: React.FormEvent) => {
    event.preventDefault()
    const q = input.current?.value.trim()
    void navigate({ to: '/s/$shop/orders', params: { shop: shop.code }, search: q ? { q } : {} })
  }
  return (
    <>
      <search className="find-form">
        <form className="in-find find" onSubmit={find}>
          <Icon of={Search} size={16} />
          <input
            ref={input}
            className="in in-quiet"
            type="search"
            placeholder={t('queue.find')}
            aria-label={t('queue.find')}
            aria-keyshortcuts="/"
          />
          <span className="kbd" aria-hidden="true">
            /
          </span>
        </form>
      </search>
      <Link
        className={`${buttonClass({ look: 'quiet', icon: true })} mob`}
        to="/s/$shop/orders"
        params={{ shop: shop.code }}
        aria-label={t('queue.find')}
      >
        <Icon of={Search} size={20} />
      </Link>
    </>
  )
}
