import { useEffect, useRef } from 'react'

/** Where the focus goes when a panel takes the place of another one. */
export function useFocusOnOpen<T extends HTMLElement>() {
  const ref = useRef<T>(null)
  useEffect(() => ref.current?.focus({ preventScroll: true }), [])
  return ref
}

/** Coming back to the mockup, the focus goes to the first button of the panel, never to nowhere. */
export function useFocusBack(view: string) {
  const ref = useRef<HTMLElement>(null)
  const before = useRef(view)
  useEffect(() => {
    const came = before.current !== view
    before.current = view
    if (came && view === 'look') ref.current?.querySelector<HTMLElement>('.b-lg')?.focus({ preventScroll: true })
  }, [view])
  return ref
}
