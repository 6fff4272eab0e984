import { useNavigate } from '@tanstack/react-router'
import { type RefObject, useEffect } from 'react'

const TYPING = 'input, textarea, select, [contenteditable], [role="dialog"], [role="alertdialog"], [role="menu"]'

/** The rows as they stand on the screen: which is selected, and its button. */
function rowsOf(list: HTMLElement | null) {
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  const current = Math.max(
    0,
    rows.findIndex((row) => row.getAttribute('aria-current') === 'true'),
  )
  const button = (index: number) =>
    rows[index]?.querySelector<HTMLElement>('[data-act]') ?? rows[index]?.querySelector<HTMLElement>('a')
  return { rows, current, button }
}

/** The first step only shows where the selection is; the next ones move it. */
function walk(list: HTMLElement | null, by: number): void {
  const { rows, current, button } = rowsOf(list)
  const inside = rows.some((row) => row.contains(document.activeElement))
  const next = inside ? Math.min(rows.length - 1, Math.max(0, current + by)) : current
  button(next)?.focus()
  rows[next]?.scrollIntoView({ block: 'nearest' })
}

/** j and k walk the rows by moving the focus to each row's button, enter presses it, o opens the order. */
export function useRowKeys(list: RefObject<HTMLElement | null>, shop: string): void {
  const navigate = useNavigate()
  useEffect(() => {
    const open = () => {
      const { rows, current } = rowsOf(list.current)
      const order = rows[current]?.dataset.row
      if (order) void navigate({ to: '/s/$shop/orders/$order', params: { shop, order } })
    }
    const press = () => {
      const { current, button } = rowsOf(list.current)
      button(current)?.click()
    }
    const acts: Record<string, () => void> = {
      j: () => walk(list.current, 1),
      k: () => walk(list.current, -1),
      o: open,
      Enter: press,
    }
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null
      const act = acts[event.key]
      if (!act || event.ctrlKey || event.metaKey || event.altKey || target?.closest(TYPING)) return
      if (event.key === 'Enter' && target?.closest('a, button')) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [list, navigate, shop])
}
