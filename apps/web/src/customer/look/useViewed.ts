import type { VersionDto } from '@proofroom/contract'
import { useEffect } from 'react'
import { useCustomer } from '../context.ts'

/** Tells the shop that the proof was looked at: once it is painted and on a visible page, never by opening a link. */
export function useViewed(version: VersionDto): void {
  const { store } = useCustomer()
  useEffect(() => {
    if (version.state !== 'sent') return
    let told = false
    const tell = () => {
      if (told || document.visibilityState !== 'visible') return
      told = true
      // Not worth a sentence to the customer; the next visit tells it again.
      store.api.viewed(version.id).catch(() => undefined)
    }
    const frame = requestAnimationFrame(() => requestAnimationFrame(tell))
    document.addEventListener('visibilitychange', tell)
    return () => {
      cancelAnimationFrame(frame)
      document.removeEventListener('visibilitychange', tell)
    }
  }, [version.id, version.state, store])
}
