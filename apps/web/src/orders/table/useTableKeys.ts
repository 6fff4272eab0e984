import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { Selection } from './useSelection.ts'

const TYPING = 'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="dialog"], [role="menu"]'

/** j and k walk the rows, enter opens one, x chooses it, Escape lets all go. */
export function useTableKeys(shop: string, rows: string[], selection: Selection, show: (index: number) => void) {
  const navigate = useNavigate()
  const [current, setCurrent] = useState<string | null>(null)
  const moved = useRef(false)
  useEffect(() => {
    const at = current === null ? -1 : rows.indexOf(current)
    const walk = (by: number) => {
      const index = Math.min(rows.length - 1, Math.max(0, at + by))
      const next = rows[index] ?? null
      moved.current = next !== current
      setCurrent(next)
      show(index)
      if (next !== null && next === current) focusRow(next)
    }
    const onRow = (act: (code: string) => void) => () => {
      if (current !== null && at >= 0) act(current)
    }
    const acts: Record<string, () => void> = {
      j: () => walk(1),
      k: () => walk(-1),
      x: onRow((code) => selection.toggle(code)),
      X: onRow((code) => selection.toggle(code, true)),
      Enter: onRow((order) => void navigate({ to: '/s/$shop/orders/$order', params: { shop, order } })),
      Escape: selection.clear,
    }
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null
      const act = acts[event.key]
      if (!act || event.ctrlKey || event.metaKey || event.altKey || target?.closest(TYPING)) return
      if (event.key === 'Enter' && target?.closest('a, button')) return
      if (event.key !== 'Escape') event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [current, navigate, rows, selection, shop, show])
  useEffect(() => {
    if (!moved.current || current === null) return
    moved.current = false
    // At once, since the next key is meant for it. One far away is drawn a frame after the page has scrolled there.
    if (!focusRow(current)) requestAnimationFrame(() => focusRow(current))
  }, [current])
  return { current, setCurrent }
}

function focusRow(code: string): boolean {
  const link = document.querySelector<HTMLElement>(`[data-row="${code}"] a`)
  link?.focus({ preventScroll: true })
  return link !== null
}
