import type { OrderDto, ProofDto, TimelineEntryDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { formatInstant, formatList, formatMoment } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { MoveMark } from '../ui/MoveMark.tsx'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { ToldFailure } from '../ui/Told.tsx'
import { timelineQuery } from './api.ts'
import { say } from './say.ts'
import { AboutRequest, ProofBeneath, RequestsCard } from './TimelineProof.tsx'
import { folded, sentenceOfEntry, weightOf, whoOf } from './timeline.ts'
import type { OrderActs } from './useOrderActs.ts'

type TimelineProps = { order: OrderDto; proofs: ProofDto[]; now: Date; acts: OrderActs }

/** Everything that happened, newest first, proofs inline. */
export function Timeline({ order, proofs, now, acts }: TimelineProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const timeline = useQuery(timelineQuery(shop.code, order.code))
  if (timeline.isPending) return <RowsSkeleton rows={4} thumb={54} />
  if (timeline.error && !timeline.data)
    return <ToldFailure error={timeline.error} onRetry={() => void timeline.refetch()} />
  const entries = folded(timeline.data?.entries ?? [])
  if (entries.length === 0) return <p className="c2 tl-none">{t('tl.empty')}</p>
  const latestAsked = entries.find((entry) => entry.kind === 'proof.changes_requested')
  return (
    <ol className="tl">
      {entries.map((entry) => (
        <Entry
          key={entry.id}
          entry={entry}
          order={order}
          proof={proofs.find((proof) => proof.id === entry.proof?.id)}
          now={now}
          acts={acts}
          open={entry === latestAsked && order.move.mover === 'shop'}
        />
      ))}
    </ol>
  )
}

type EntryProps = {
  entry: TimelineEntryDto
  order: OrderDto
  proof: ProofDto | undefined
  now: Date
  acts: OrderActs
  /** Requests that still ask for something are shown whole; settled ones as one line. */
  open: boolean
}

function Entry({ entry, order, proof, now, acts, open }: EntryProps) {
  const { t } = useTranslation('orders')
  const { shop, me } = useShop()
  const names = { someone: t('tl.someone'), theShop: t('tl.theShop'), system: t('tl.system'), you: t('tl.you') }
  const customer = order.anonymisedAt ? names.someone : order.customer.name
  const who = whoOf(entry, me.name, customer, names)
  const { big, mark } = weightOf(entry.kind)
  const clock = { timeZone: shop.timezone, locale: shop.locale, now }
  // Where customers open nothing, nothing is sent.
  const isFinished = entry.kind === 'proof.sent' && !shop.customerLinks
  const told = sentenceOfEntry(entry, who)
  const sentence = say(t, isFinished ? { ...told, key: 'tl.proof_finished' } : told)
  return (
    <li className={big ? 'ev' : 'ev s'}>
      <span className="mk">
        {mark === 'dot' ? (
          <span className="dot" />
        ) : mark === 'send' ? (
          <Icon of={Send} size={16} />
        ) : (
          <MoveMark kind={mark === 'you' && !open ? 'wait' : mark} />
        )}
      </span>
      <div>
        <div className="hd">
          {big ? <b>{sentence}</b> : <span>{sentence}</span>}
          <time className="tm" dateTime={entry.at} title={formatMoment(entry.at, clock)}>
            {formatInstant(entry.at, clock)}
          </time>
        </div>
        {entry.kind.startsWith('request.') ? <AboutRequest entry={entry} proof={proof} /> : null}
        <EntryAbout entry={entry} now={now} />
        {entry.message ? <p className="tl-said">“{entry.message}”</p> : null}
        {entry.kind === 'proof.changes_requested' ? (
          <RequestsCard entry={entry} proof={proof} acts={acts} open={open} may={order.can.send} />
        ) : null}
        {entry.kind === 'proof.sent' || entry.kind === 'proof.approved' ? (
          <ProofBeneath entry={entry} proof={proof} />
        ) : null}
      </div>
    </li>
  )
}

/** What was changed, or until when something is due, in a few words beneath. */
function EntryAbout({ entry, now }: { entry: TimelineEntryDto; now: Date }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const fields = entry.fields.flatMap((field) => (isChanged(field) ? [t(`tl.changed.${field}`)] : []))
  if (fields.length > 0) return <p className="c3 t13">{formatList(fields)}</p>
  if (!entry.until) return null
  const at = formatMoment(entry.until, { timeZone: shop.timezone, locale: shop.locale, now })
  return <p className="c3 t13">{t('tl.until', { at })}</p>
}

const CHANGED = ['items', 'dueOn', 'customer', 'tags', 'priority', 'isGift', 'giftNote', 'label'] as const
const isChanged = (field: string): field is (typeof CHANGED)[number] => CHANGED.some((one) => one === field)
