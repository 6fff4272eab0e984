import { useNavigate } from '@tanstack/react-router'
import { type RefObject, useEffect } from 'react'

const typing = 'input, textarea, select, [contenteditable], [role="dialog"], [role="alertdialog"], [role="menu"]'

/** j and k walk the rows by moving the focus to each row's button, enter presses it, o opens the order. */
export function useRowKeys(list: RefObject<HTMLElement | null>, shop: string): void {
  const navigate = useNavigate()
  useEffect(() => {
    const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const button = (row: HTMLElement | undefined) => row?.querySelector<HTMLElement>('[data-act]')
    const current = () =>
      Math.max(
        0,
        rows().findIndex((row) => row.getAttribute('aria-current') === 'true'),
      )
    const walk = (by: number) => {
      const all = rows()
      const inside = all.some((row) => row.contains(document.activeElement))
      const next = inside ? Math.min(all.length - 1, Math.max(0, current() + by)) : current()
      button(all[next])?.focus()
      all[next]?.scrollIntoView({ block: 'nearest' })
    }
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null
      if (event.ctrlKey || event.metaKey || event.altKey || target?.closest(typing)) return
      const row = rows()[current()]
      if (event.key === 'j') walk(1)
      else if (event.key === 'k') walk(-1)
      else if (event.key === 'o' && row?.dataset.row)
        void navigate({ to: '/s/$shop/orders/$order', params: { shop, order: row.dataset.row } })
      else if (event.key === 'Enter' && !target?.closest('a, button')) button(row)?.click()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [list, navigate, shop])
}
