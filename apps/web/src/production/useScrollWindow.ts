import { type RefObject, useEffect, useState } from 'react'

export type ScrollWindow = { from: number; to: number }

/** More than what is seen, so that a card is there before it comes into sight. */
const AHEAD = 480
const STEP = 240

/** What of the scrolled height is on the screen or near it; says so anew only after a good piece of the way. */
export function useScrollWindow(scroller: RefObject<HTMLElement | null>): ScrollWindow {
  const [seen, setSeen] = useState<ScrollWindow>({ from: 0, to: 1600 })
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => {
      const from = Math.floor((element.scrollTop - AHEAD) / STEP) * STEP
      const to = Math.ceil((element.scrollTop + element.clientHeight + AHEAD) / STEP) * STEP
      setSeen((before) => (before.from === from && before.to === to ? before : { from, to }))
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const resized = new ResizeObserver(look)
    resized.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      resized.disconnect()
    }
  }, [scroller])
  return seen
}
