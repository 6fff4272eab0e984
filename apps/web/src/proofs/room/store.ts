import { useSyncExternalStore } from 'react'

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
