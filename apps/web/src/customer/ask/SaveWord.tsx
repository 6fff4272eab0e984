import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpenRoom } from '../room/useRoom.ts'
import { useWide } from '../useMedia.ts'

const never = () => () => undefined

/** One truthful word on where the work is. `kept`: words were typed that nobody else has yet. */
export function SaveWord({ room, kept }: { room: OpenRoom | null; kept: boolean }) {
  const { t } = useTranslation('customer')
  const wide = useWide()
  const store = room?.session.saveState
  const state = useSyncExternalStore(store?.subscribe ?? never, store?.get ?? (() => 'connecting' as const))
  const word = kept && (state === 'saved' || state === 'saving') ? 'kept' : state
  return (
    <span className="cu-saved t13" role="status">
      {t(`saved.${word}`, { device: t(wide ? 'saved.computer' : 'saved.phone') })}
    </span>
  )
}
