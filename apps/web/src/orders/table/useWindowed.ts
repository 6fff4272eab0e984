import { type RefObject, useCallback, useEffect, useState } from 'react'

/** Rows drawn above and below what is seen. */
const AROUND = 12

type Windowed = {
  first: number
  last: number
  /** Brings a row into sight, also one that is not drawn yet. */
  show: (index: number) => void
}

/** Of a long list of rows of one height, those that are near the screen: the page scrolls, nothing else does. */
export function useWindowed(body: RefObject<HTMLElement | null>, count: number, height: number): Windowed {
  const [range, setRange] = useState({ first: 0, last: AROUND * 4 })
  const look = useCallback(() => {
    const top = body.current?.getBoundingClientRect().top ?? 0
    const first = Math.max(0, Math.floor(-top / height) - AROUND)
    const last = Math.ceil((innerHeight - top) / height) + AROUND
    setRange((before) => (before.first === first && before.last === last ? before : { first, last }))
  }, [body, height])
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that came move what is seen
  useEffect(look, [look, count])
  useEffect(() => {
    addEventListener('scroll', look, { passive: true })
    addEventListener('resize', look)
    return () => {
      removeEventListener('scroll', look)
      removeEventListener('resize', look)
    }
  }, [look])
  const show = useCallback(
    (index: number) => {
      const top = (body.current?.getBoundingClientRect().top ?? 0) + index * height
      if (top < height * 2) scrollBy({ top: top - height * 2 })
      else if (top + height * 3 > innerHeight) scrollBy({ top: top + height * 3 - innerHeight })
    },
    [body, height],
  )
  return { first: Math.min(range.first, count), last: Math.min(range.last, count), show }
}
