import { useRef, useSyncExternalStore } from 'react'

/** One observed value. The same object until it changes, so React renders only what changed. */
export type Store<T> = { get(): T; subscribe(listener: () => void): () => void }
export type WritableStore<T> = Store<T> & { set(value: T): void }

export function createStore<T>(initial: T): WritableStore<T> {
  const listeners = new Set<() => void>()
  let value = initial
  return {
    get: () => value,
    set(next) {
      if (Object.is(value, next)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const useStore = <T>(store: Store<T>): T => useSyncExternalStore(store.subscribe, store.get)

/**
 * Renders only when what is picked changes, compared as JSON: cursors move twenty times a second, and nobody's list of
 * who is here should be drawn anew for that.
 */
export function usePicked<T, P>(store: Store<T>, pick: (value: T) => P): P {
  const last = useRef<{ value: P; text: string } | null>(null)
  return useSyncExternalStore(store.subscribe, () => {
    const value = pick(store.get())
    const text = JSON.stringify(value)
    if (last.current?.text !== text) last.current = { value, text }
    return last.current.value
  })
}
