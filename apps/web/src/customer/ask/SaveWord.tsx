import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpenRoom } from '../room/useRoom.ts'

const never = () => () => undefined

/** One truthful word on where the work is. `kept`: words were typed that nobody else has yet. */
export function SaveWord({ room, kept }: { room: OpenRoom | null; kept: boolean }) {
  const { t } = useTranslation('customer')
  const store = room?.session.saveState
  const state = useSyncExternalStore(store?.subscribe ?? never, store?.get ?? (() => 'connecting' as const))
  const outlives = useSyncExternalStore(
    room?.session.keptOnDevice.subscribe ?? never,
    room?.session.keptOnDevice.get ?? (() => false),
  )
  const pending = useSyncExternalStore(
    room?.session.pendingCount.subscribe ?? never,
    room?.session.pendingCount.get ?? (() => 0),
  )
  const word = () => {
    if (kept && (state === 'saved' || state === 'saving')) return 'kept'
    if (state !== 'offline' || outlives) return state
    return pending > 0 ? 'offline_lose' : 'offline_only'
  }
  return (
    <span className="cu-saved t13" role="status">
      {t(`saved.${word()}`)}
    </span>
  )
}
