import type { ProofDto, VersionDto } from '@proofroom/contract'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../proofs/room/types.ts'
import type { OpenRoom } from '../room/useRoom.ts'

const NONE: readonly Draft[] = []
const never = () => () => undefined

type Props = { room: OpenRoom | null; proof: ProofDto; version: VersionDto }

/** Marks made while the version closed under them: nothing is lost, they are offered for this one. */
export function Leftovers({ room, proof, version }: Props) {
  const { t } = useTranslation('customer')
  const store = room?.session.drafts
  const drafts = useSyncExternalStore(store?.subscribe ?? never, store?.get ?? (() => NONE))
  if (!room || drafts.length === 0 || !version.marks.allowed) return null
  const { session, ui } = room
  const fitting = drafts.filter((draft) => draft.entry.kind !== 'reply' || draft.versionId === version.id)
  const putHere = () => {
    for (const draft of fitting)
      session.sendDraft(draft.id, ui.draftPage(draft, proof.versions, version.id) ?? version.pages[0]?.id)
  }
  const drop = () => {
    for (const draft of drafts) session.dropDraft(draft.id)
  }
  return (
    <div className="cu-leftovers" role="status">
      <p>{t('leftovers.kept', { count: drafts.length })}</p>
      <div className="cu-row">
        {fitting.length > 0 ? (
          <button type="button" className="b cu-tap" onClick={putHere}>
            {t('leftovers.put', { number: version.number })}
          </button>
        ) : null}
        <button type="button" className="b b-quiet cu-tap" onClick={drop}>
          {t('leftovers.drop')}
        </button>
      </div>
    </div>
  )
}
