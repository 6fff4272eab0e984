import { useEffect, useState, useSyncExternalStore } from 'react'
import type { OpenRoom } from '../room/useRoom.ts'

const never = () => () => undefined
const PATIENCE_MS = 8000

/**
 * Whether the marks on the version are on this screen, so that the signature can name them. Where the room cannot be
 * reached (a network that blocks it) signing goes on after a while: the server refuses if others' marks were not seen.
 */
export function useMarksKnown(room: OpenRoom | null): boolean {
  const [waited, setWaited] = useState(false)
  const store = room?.session.saveState
  const state = useSyncExternalStore(store?.subscribe ?? never, store?.get ?? (() => 'connecting' as const))
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return waited || state !== 'connecting'
}
