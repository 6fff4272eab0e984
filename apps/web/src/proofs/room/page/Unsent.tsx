import type { ProofDto, VersionDto } from '@proofroom/contract'
import { parseRef } from '@proofroom/proof'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/Button.tsx'
import { useCopy } from '../../../ui/useCopy.ts'
import { draftPage } from '../live/drafts.ts'
import { useStore } from '../store.ts'
import type { Draft, RoomSession } from '../types.ts'

/** Own marks that could not be sent, offered again: same page, same place. */
export function Unsent({ session, proof, version }: { session: RoomSession; proof: ProofDto; version: VersionDto }) {
  const { t } = useTranslation('room')
  const drafts = useStore(session.drafts).filter((draft) => proof.versions.some((one) => one.id === draft.versionId))
  const { allowed } = useStore(session.canWrite)
  const copy = useCopy()
  if (drafts.length === 0) return null
  const fitting = drafts.filter((draft) => fits(draft, proof, version))
  const sendAll = () => {
    for (const draft of fitting) session.sendDraft(draft.id, draftPage(draft, proof.versions, version.id) ?? undefined)
  }
  const words = drafts.flatMap((draft) => ('text' in draft.entry && draft.entry.text ? [draft.entry.text] : []))
  return (
    <div className="unsent" role="status">
      <b>{t('unsent.title', { count: drafts.length })}</b>
      <p>{t(allowed && fitting.length > 0 ? 'unsent.offer' : 'unsent.kept')}</p>
      <ul>
        {drafts.slice(0, 5).map((draft) => (
          <li key={draft.id} className="el">
            {tell(draft)}
          </li>
        ))}
      </ul>
      <div className="row">
        {allowed && fitting.length > 0 ? (
          <Button size="sm" onPress={sendAll}>
            {t('unsent.send', { number: version.number })}
          </Button>
        ) : null}
        {words.length > 0 ? (
          <Button size="sm" look="quiet" onPress={() => void copy(words.join('\n'))}>
            {t('unsent.copy')}
          </Button>
        ) : null}
        <Button size="sm" look="quiet" onPress={() => drafts.map((draft) => session.dropDraft(draft.id))}>
          {t('unsent.drop')}
        </Button>
      </div>
    </div>
  )

  function tell({ entry }: Draft): string {
    if ('text' in entry && entry.text) return `“${entry.text}”`
    return entry.kind === 'annotation' ? t(`shape.${entry.shape}`) : ''
  }
}

/** Whether a draft has its place on this version: the page, or the thread it answers. */
function fits(draft: Draft, proof: ProofDto, version: VersionDto): boolean {
  const { entry } = draft
  if (entry.kind === 'reply') return draft.versionId === version.id || parseRef(entry.target)?.type === 'request'
  return entry.kind === 'comment' || draftPage(draft, proof.versions, version.id) !== null
}
