import { Check, CloudOff, LoaderCircle, Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'
import { useStore } from '../store.ts'
import type { RoomSession } from '../types.ts'

const ICONS = { saved: Check, saving: LoaderCircle, connecting: LoaderCircle, offline: CloudOff, closed: Lock }

/** The state of the connection in one word, true at every moment. */
export function SaveWord({ session }: { session: RoomSession }) {
  const { t } = useTranslation('room')
  const state = useStore(session.saveState)
  const kept = useStore(session.keptOnDevice)
  const pending = useStore(session.pendingCount)
  const word = state === 'offline' ? offlineWord(kept, pending) : state
  return (
    <span className="saved" role="status" data-state={state}>
      <Icon of={ICONS[state]} size={14} />
      {t(`save.${word}`)}
    </span>
  )
}

const offlineWord = (kept: boolean, pending: number) => {
  if (kept) return 'offlineKept' as const
  return pending > 0 ? ('offlineLose' as const) : ('offline' as const)
}
