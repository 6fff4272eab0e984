import type { ChangeRequestDto, PermissionDto, ProofDto, TimelineEntryDto } from '@proofroom/contract'
import { Link } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { pinLean, pinSpot } from '../ui/pin-spot.ts'
import { requestsOf } from './timeline.ts'
import { draftOf, type OrderActs } from './useOrderActs.ts'

type Shown = { number: number; text: string; state: string; full: ChangeRequestDto | null; colour: number }

const SETTLED = new Set(['done', 'fixed'])

function shownRequests(entry: TimelineEntryDto, proof: ProofDto | undefined): Shown[] {
  const full = requestsOf(entry, proof)
  return entry.requests.map((request, index) => {
    const one = full[index] ?? null
    const colour = proof?.people.find((person) => person.actorId === one?.actorId)?.colour ?? 1
    return { ...request, state: one?.state ?? request.state, full: one, colour }
  })
}

function Pin({ request, at }: { request: Shown; at?: { x: number; y: number } }) {
  const done = SETTLED.has(request.state)
  const style = at ? { left: `${at.x * 100}%`, top: `${at.y * 100}%` } : undefined
  return (
    <span
      className={`pin p${request.colour}${at ? pinLean(at) : ' pin-s'}${done ? ' done' : ''}`}
      style={style}
      aria-hidden="true"
    >
      {done ? <Icon of={Check} size={14} /> : request.number}
    </span>
  )
}

/** The words a request entry is about, under their number. */
export function AboutRequest({ entry, proof }: { entry: TimelineEntryDto; proof: ProofDto | undefined }) {
  return shownRequests(entry, proof).map((request) => (
    <p key={request.number} className="tl-about">
      <Pin request={{ ...request, state: 'open' }} />
      <span className="el">{request.text}</span>
    </p>
  ))
}

type CardProps = {
  entry: TimelineEntryDto
  proof: ProofDto | undefined
  acts: OrderActs
  open: boolean
  may: PermissionDto
}

/** The mockup with the numbered pins, beside it what each asks for. */
export function RequestsCard({ entry, proof, acts, open, may }: CardProps) {
  const { t } = useTranslation('orders')
  const requests = shownRequests(entry, proof)
  const page = requests.find((request) => request.full?.pagePosition != null)?.full?.pagePosition ?? 0
  const picture = entry.proof?.pictures[page] ?? entry.proof?.pictures[0]
  const draft = proof && draftOf(proof)
  return (
    <div className="pf">
      {picture ? (
        <div className="cvs">
          <span className="im">
            <img src={picture.preview} alt="" width={picture.width} height={picture.height} loading="lazy" />
            {requests.map((request) => {
              const at = request.full?.pagePosition === page ? pinSpot(request.full) : null
              return at ? <Pin key={request.number} request={request} at={at} /> : null
            })}
          </span>
        </div>
      ) : null}
      <div className="rq">
        <ol>
          {requests.map((request) => (
            <li key={request.number}>
              <Pin request={request} />
              <div>
                <p>
                  <span className="sr">{request.number}: </span>
                  {request.text}
                </p>
                <p className="c3">{t(`tl.request.${request.state as ChangeRequestDto['state']}`)}</p>
              </div>
            </li>
          ))}
        </ol>
        <span className="sp" />
        <div className="row rq-acts">
          {open && proof && may.allowed ? (
            <Button size="sm" onPress={() => acts.startNext(proof)}>
              {draft
                ? t('tl.continueDraft', { proof: draft.number })
                : t('tl.startNext', { proof: (proof.versions.at(-1)?.number ?? 0) + 1 })}
            </Button>
          ) : null}
          <SnapshotLink entry={entry} />
        </div>
      </div>
    </div>
  )
}

/** A sent or signed proof: its pages small, the note, and how it stood then. */
export function ProofBeneath({ entry, proof }: { entry: TimelineEntryDto; proof: ProofDto | undefined }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  if (!entry.proof) return null
  const { number, note, pictures, id, versionId } = entry.proof
  const decision =
    entry.kind === 'proof.approved'
      ? proof?.decisions.find((one) => one.kind === 'approve' && one.versionId === versionId)
      : undefined
  return (
    <div className="pv">
      {pictures[0] ? (
        <Link
          className="im"
          to="/s/$shop/proofs/$proof/$number"
          params={{ shop: shop.code, proof: id, number: String(number) }}
          aria-label={t('tl.openRoom', { proof: number })}
        >
          <img src={pictures[0].thumb} alt="" width={pictures[0].width} height={pictures[0].height} loading="lazy" />
        </Link>
      ) : null}
      <div>
        {note && entry.kind === 'proof.sent' ? <p className="c2 pv-note">“{note}”</p> : null}
        <p className="pv-links">
          {pictures.length > 1 ? <span className="c3">{t('tl.pages', { count: pictures.length })}</span> : null}
          <Link to="/s/$shop/proofs/$proof/$number" params={{ shop: shop.code, proof: id, number: String(number) }}>
            {t('tl.openRoom', { proof: number })}
          </Link>
          <SnapshotLink entry={entry} />
          {decision ? (
            <a href={`/api/s/${shop.code}/proofs/${id}/receipts/${decision.id}/pdf`} target="_blank" rel="noreferrer">
              {t('tl.receipt')}
            </a>
          ) : null}
        </p>
      </div>
    </div>
  )
}

function SnapshotLink({ entry }: { entry: TimelineEntryDto }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  if (!entry.proof?.snapshotId) return null
  return (
    <Link
      className="t13"
      to="/s/$shop/proofs/$proof/snapshots/$snapshot"
      params={{ shop: shop.code, proof: entry.proof.id, snapshot: entry.proof.snapshotId }}
    >
      {t('tl.snapshot')}
    </Link>
  )
}
