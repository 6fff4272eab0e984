import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { type Layout, rangeOf } from './layout.ts'

const NONE: ReadonlySet<string> = new Set()

/** Which cards are chosen: with ctrl or cmd one more, with shift all between, plainly a card is opened. */
export function useSelection(root: RefObject<HTMLElement | null>, layout: Layout, open: (id: string) => void) {
  const [selected, setSelected] = useState(NONE)
  const anchor = useRef<string | null>(null)
  const toggle = useCallback((id: string) => {
    anchor.current = id
    setSelected((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  }, [])
  const extend = (id: string) => {
    const more = anchor.current ? rangeOf(layout, anchor.current, id) : [id]
    anchor.current = id
    setSelected((before) => new Set([...before, ...more]))
  }
  const clear = useCallback(() => setSelected(NONE), [])
  const click = (id: string, { shiftKey, ctrlKey, metaKey }: MouseEvent) => {
    if (shiftKey) extend(id)
    else if (ctrlKey || metaKey) toggle(id)
    else open(id)
  }
  const newest = useRef(click)
  newest.current = click
  useEffect(() => {
    const element = root.current
    const onClick = (event: MouseEvent) => {
      const card = event.target instanceof Element ? event.target.closest('[data-card]') : null
      const id = card?.getAttribute('data-card')
      if (id) newest.current(id, event)
    }
    element?.addEventListener('click', onClick)
    return () => element?.removeEventListener('click', onClick)
  }, [root])
  return { selected, toggle, clear, setSelected }
}
