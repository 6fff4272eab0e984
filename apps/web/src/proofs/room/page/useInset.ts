import { type RefObject, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Inset } from '../canvas-props.ts'

const WIDE = '(min-width: 1200px)'
const PHONE = '(max-width: 700px)'
/** A sheet that is drawn far up covers the mockup instead of shrinking it to a stamp. */
const MOST_SHEET = 0.42

/** What the floating chrome covers, so that a fitted mockup lies clear of it. */
export function useInset(drawer: RefObject<HTMLElement | null>) {
  const wide = useMedia(WIDE)
  const phone = useMedia(PHONE)
  const [isOpen, setOpen] = useState(() => !matchMedia(PHONE).matches)
  const sheet = useHeight(drawer, phone)
  const inset = useMemo<Inset>(() => {
    if (phone) return { top: 104, right: 8, bottom: Math.min(sheet, innerHeight * MOST_SHEET) + 100, left: 8 }
    if (wide) return { top: 96, right: isOpen ? 432 : 128, bottom: 100, left: 128 }
    return { top: 96, right: isOpen ? 380 : 28, bottom: 124, left: 28 }
  }, [phone, wide, isOpen, sheet])
  return { isOpen, setOpen, inset, narrow: !wide, phone }
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}

function useHeight(element: RefObject<HTMLElement | null>, watch: boolean): number {
  const [height, setHeight] = useState(0)
  useEffect(() => {
    if (!watch || !element.current) return
    const observer = new ResizeObserver(() => setHeight(element.current?.offsetHeight ?? 0))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, watch])
  return height
}
