import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { moved, placeAt } from './reorder.ts'

/** While a row is dragged: what is dragged, and the order it would leave. */
type Drag = { id: string; ids: string[] }

/** A list that is put in another order by its rows' handles: dragged, or with the arrow keys. */
export function useReorder(ids: string[], onReorder: (ids: string[]) => void) {
  const list = useRef<HTMLOListElement>(null)
  const [drag, setDrag] = useState<Drag | null>(null)
  const step = (id: string, by: number) => {
    const from = ids.indexOf(id)
    const to = from + by
    if (to >= 0 && to < ids.length) onReorder(moved(ids, from, to))
  }
  const follow = ({ clientY }: PointerEvent) => {
    if (!drag || !list.current) return
    const from = drag.ids.indexOf(drag.id)
    const middles = [...list.current.children].map((row) => {
      const box = row.getBoundingClientRect()
      return box.top + box.height / 2
    })
    const to = placeAt(middles, from, clientY)
    if (to !== from) setDrag({ ...drag, ids: moved(drag.ids, from, to) })
  }
  const drop = () => {
    if (drag && drag.ids.join() !== ids.join()) onReorder(drag.ids)
    setDrag(null)
  }
  return {
    list,
    dragged: drag?.id ?? null,
    order: drag?.ids ?? ids,
    handle: (id: string) => ({
      onPointerDown(event: PointerEvent<HTMLElement>) {
        event.currentTarget.setPointerCapture(event.pointerId)
        setDrag({ id, ids })
      },
      onPointerMove: follow,
      onPointerUp: drop,
      onPointerCancel: () => setDrag(null),
      onKeyDown(event: KeyboardEvent) {
        const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
        if (by === 0) return
        event.preventDefault()
        step(id, by)
      },
    }),
  }
}
