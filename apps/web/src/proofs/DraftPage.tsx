import type { OrderDto, PageDto, ProofDto, SentDto, VersionDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Upload } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { orderQuery } from '../orders/api.ts'
import { Broken } from '../ui/Broken.tsx'
import { Icon } from '../ui/Icon.tsx'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { useTitle } from '../ui/useTitle.ts'
import { AnswersList } from './AnswersList.tsx'
import { proofQuery } from './api.ts'
import { DraftHeader } from './DraftHeader.tsx'
import { NoDraft } from './NoDraft.tsx'
import { NoteField } from './NoteField.tsx'
import { PageCards } from './PageCards.tsx'
import { PickFiles } from './PickFiles.tsx'
import { SentPanel } from './SentPanel.tsx'
import { UploadRows } from './UploadRows.tsx'
import { draftOf, useDraft, useUploads } from './useDraft.ts'
import { useDropAnywhere } from './useDropAnywhere.ts'
import { useNote } from './useNote.ts'
import { useRemovals } from './useRemovals.ts'
import './draft.css'

/** Makes the next version: its pages, the answers to what was asked, a note; then sends it. */
export function DraftPage() {
  const { t } = useTranslation('proofs')
  const { proof: id } = useParams({ from: '/s/$shop/railed/proofs/$proof/draft' })
  const { shop } = useShop()
  const proof = useQuery(proofQuery(shop.code, id))
  const order = useQuery({
    ...orderQuery(shop.code, proof.data?.orderCode ?? ''),
    enabled: proof.data !== undefined,
  })
  const [sent, setSent] = useState<SentDto | null>(null)
  const draft = proof.data && draftOf(proof.data)
  useTitle(draft && t('draft.title', { proof: draft.number }))
  if (proof.error && !proof.data) return <Broken error={proof.error} reset={() => void proof.refetch()} />
  if (!proof.data) return <DraftSkeleton />
  if (sent) return <SentPanel proof={proof.data} sent={sent} />
  if (!draft) return <NoDraft proof={proof.data} onShare={setSent} />
  return <Draft proof={proof.data} order={order.data} version={draft} onSent={setSent} />
}

type DraftProps = {
  proof: ProofDto
  order: OrderDto | undefined
  version: VersionDto
  onSent: (sent: SentDto) => void
}

function Draft({ proof, order, version, onSent }: DraftProps) {
  const { t } = useTranslation('proofs')
  const acts = useDraft(proof, version)
  const uploads = useUploads(version.id)
  const removals = useRemovals(acts)
  const note = useNote(acts, version)
  const over = useDropAnywhere(acts.addFiles)
  const pages = version.pages.filter((page) => !removals.gone.has(page.id))
  // What was removed and may still come back keeps its place.
  const arrange = (shown: PageDto[]) =>
    acts.savePages(
      version.pages.reduce((all, page, at) => (removals.gone.has(page.id) ? all.toSpliced(at, 0, page) : all), shown),
    )
  const settle = async () => {
    await Promise.all([acts.saves.settled(), removals.flush(), note.flush()])
  }
  return (
    <div className="draft">
      <DraftHeader
        proof={proof}
        order={order}
        version={version}
        pages={pages}
        uploading={uploads.filter((upload) => upload.state !== 'failed').length}
        note={note.text}
        settle={settle}
        onSent={onSent}
      />
      <div className="dr-two">
        <section className="dr-pages" aria-label={t('draft.pages')}>
          {pages.length === 0 && uploads.length === 0 ? (
            <PickFiles onFiles={acts.addFiles} first />
          ) : (
            <>
              <PageCards pages={pages} onChange={arrange} onRemove={removals.remove} />
              <UploadRows uploads={uploads} />
              <PickFiles onFiles={acts.addFiles} />
            </>
          )}
        </section>
        <section className="dr-side" aria-label={t('draft.words')}>
          <NoteField note={note} customer={proof.customerName} />
          <AnswersList proof={proof} version={version} saves={acts.saves} />
        </section>
      </div>
      {over ? (
        <div className="dr-over" aria-hidden="true">
          <p className="fl">
            <Icon of={Upload} />
            {t('draft.dropHere', { proof: version.number })}
          </p>
        </div>
      ) : null}
    </div>
  )
}

function DraftSkeleton() {
  return (
    <div className="draft">
      <div className="oh">
        <span className="sk" style={{ width: 220, height: 20 }} />
      </div>
      <div className="dr-two">
        <div className="dr-pages">
          <RowsSkeleton rows={3} thumb={120} />
        </div>
      </div>
    </div>
  )
}
