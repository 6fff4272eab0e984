import { useSyncExternalStore } from 'react'

const query = matchMedia('(max-width: 700px)')

/** The one breakpoint at which the rail becomes a tab bar and columns become tabs. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => query.matches,
  )
}
