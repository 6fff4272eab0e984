import { useSyncExternalStore } from 'react'

/** What is open of it, kept outside React so that a key, the rail and a screen may all open it. */
export type Opened = 'find' | 'keys' | null

let opened: Opened = null
const listeners = new Set<() => void>()

function set(next: Opened): void {
  opened = next
  for (const listener of listeners) listener()
}

export const openPalette = (): void => set('find')
export const openKeys = (): void => set('keys')
export const closePalette = (): void => set(null)

export const useOpened = (): Opened =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => opened,
  )
