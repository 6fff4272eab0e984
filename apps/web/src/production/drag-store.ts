import type { Place } from '@proofroom/workflow'

/** Cards in somebody's hand: by mouse or finger (`carried`), or picked up with the keyboard (`held`). */
export type Drag = {
  ids: ReadonlySet<string>
  by: 'pointer' | 'keys'
  /** The hand has let go, and the card is on its way to where it belongs. */
  isSettling: boolean
  over: Place | null
  /** Per place why it may not go there; null where it may. */
  verdicts: ReadonlyMap<Place, string | null>
}

/** Kept outside React: a hand moves sixty times a second, and only what it is over changes the page. */
export function createDragStore() {
  let current: Drag | null = null
  const listeners = new Set<() => void>()
  return {
    get: () => current,
    set(next: Drag | null) {
      current = next
      for (const listener of listeners) listener()
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type DragStore = ReturnType<typeof createDragStore>
