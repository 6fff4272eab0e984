import type { ProofDto, VersionDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { firstName } from '../../../ui/format.ts'
import { useStore } from '../store.ts'
import type { RoomSession } from '../types.ts'
import type { Lock } from './Toolbar.tsx'
import type { Ending } from './useRoomSession.ts'
import { newestOf } from './versions.ts'

/** Why nothing can be drawn on this version by this person, and what to do instead; null when they may draw. */
export function useLock(proof: ProofDto, version: VersionDto, session: RoomSession, ended: Ending | null): Lock | null {
  const { t } = useTranslation('room')
  const { allowed, reason } = useStore(session.canWrite)
  const number = version.number
  const newest = newestOf(proof)
  const goNewest = t('lock.goNewest', { number: newest?.number ?? number })
  switch (version.state) {
    case 'signed': {
      const next = { number: (newest?.number ?? number) + 1, who: firstName(proof.customerName) }
      return {
        title: t('lock.signed', { number }),
        text: newest?.id === version.id ? t('lock.startNext', next) : goNewest,
      }
    }
    case 'superseded':
      return { title: t('lock.superseded', { number }), text: goNewest }
    case 'withdrawn':
      return { title: t('lock.withdrawn', { number }), text: goNewest }
    case 'draft':
    case 'sent':
      break
  }
  if (ended === 'access' || ended === 'signedOut') return { title: t('lock.other'), text: t('lock.ended') }
  if (reason === 'room.damaged') return { title: t('lock.other'), text: t('lock.damaged') }
  const refusal = [proof.can.annotate, version.marks, { allowed, reason }].find((one) => !one.allowed)
  return refusal ? { title: t('lock.other'), text: refusal.reason ?? '' } : null
}
