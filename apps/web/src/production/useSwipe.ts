import { type RefObject, useEffect, useRef } from 'react'
import type { DragStore } from './drag-store.ts'

const FAR = 56

/** A finger across the list goes to the next place; up and down scrolls, and a card in the hand stays in the hand. */
export function useSwipe(list: RefObject<HTMLElement | null>, store: DragStore, onSwipe: (by: 1 | -1) => void): void {
  const newest = useRef(onSwipe)
  newest.current = onSwipe
  useEffect(() => {
    const element = list.current
    if (!element) return
    const over = new AbortController()
    const { signal } = over
    let from: { x: number; y: number } | null = null
    element.addEventListener(
      'pointerdown',
      (event) => {
        from = event.pointerType === 'touch' && event.isPrimary ? { x: event.clientX, y: event.clientY } : null
      },
      { signal },
    )
    element.addEventListener('pointercancel', () => (from = null), { signal })
    element.addEventListener(
      'pointerup',
      (event) => {
        const [dx, dy] = [event.clientX - (from?.x ?? event.clientX), event.clientY - (from?.y ?? event.clientY)]
        from = null
        if (Math.abs(dx) < FAR || Math.abs(dx) < 2 * Math.abs(dy) || store.get()) return
        newest.current(dx < 0 ? 1 : -1)
      },
      { signal },
    )
    return () => over.abort()
  }, [list, store])
}
