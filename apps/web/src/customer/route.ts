import { useSyncExternalStore } from 'react'

/** In the address's hash, so that a phone's back button leaves a sheet and not the page. */
export const VIEWS = ['look', 'ask', 'changes', 'full', 'approve', 'receipt', 'making'] as const
export type View = (typeof VIEWS)[number]

export const viewOf = (hash: string): View => VIEWS.find((view) => `#${view}` === hash) ?? 'look'

const subscribe = (listener: () => void) => {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}
export const useView = (): View => useSyncExternalStore(subscribe, () => viewOf(location.hash))

let steps = 0

export function goTo(view: View): void {
  if (viewOf(location.hash) === view) return
  steps += 1
  location.hash = view
}

/** Back to the mockup, by history where the view was opened from here. */
export function leave(): void {
  if (steps > 0) {
    steps -= 1
    history.back()
    return
  }
  history.replaceState(null, '', location.pathname)
  dispatchEvent(new HashChangeEvent('hashchange'))
}

/** To the mockup for good: nothing of the view is left to come back to. */
export function finish(view: View = 'look'): void {
  history.replaceState(null, '', view === 'look' ? location.pathname : `#${view}`)
  dispatchEvent(new HashChangeEvent('hashchange'))
}
