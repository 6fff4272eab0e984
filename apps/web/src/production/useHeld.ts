import { useRef } from 'react'

/** What was there when it was taken hold of, and the newest as soon as it is let go. */
export function useHeld<T>(newest: T, isHeld: boolean): T {
  const kept = useRef(newest)
  if (!isHeld) kept.current = newest
  return kept.current
}
