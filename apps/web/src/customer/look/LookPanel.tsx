import type { ProofDto, VersionDto } from '@proofroom/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { firstName, formatInstant } from '../../ui/format.ts'
import { useCustomer } from '../context.ts'
import { Dialog } from '../Dialog.tsx'
import { SellerSign } from '../people/SellerSign.tsx'
import { goTo } from '../route.ts'
import { answeredBy, summaryOf } from '../standing.ts'
import { useOnline, useWide } from '../useMedia.ts'

/** Longer notes are folded away, so that the mockup keeps the screen. */
const SHORT_NOTE = 90

type Props = { proof: ProofDto; version: VersionDto; unsent: number }

/** What the seller says, and the two buttons. */
export function LookPanel({ proof, version, unsent }: Props) {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  const [reading, setReading] = useState(false)
  const online = useOnline()
  const wide = useWide()
  const seller = page.sellerName
  const note = version.note.trim()
  const summary = summaryOf(answeredBy(proof, version))
  const at = version.sentAt
    ? formatInstant(version.sentAt, { timeZone: page.shop.timezone, locale: page.shop.locale })
    : ''
  const headline =
    summary.key === 'none' ? t('look.sent', { seller, at }) : t(`look.${summary.key}`, { ...summary, seller })
  return (
    <div className="cu-foot">
      <div className="cu-say">
        <SellerSign proof={proof} />
        <div>
          <p className="w5">{headline}</p>
          {note.length > SHORT_NOTE && !wide ? (
            <button type="button" className="cu-link c2" onClick={() => setReading(true)}>
              {t('look.read_note', { seller })}
            </button>
          ) : (
            <p className="c2 cu-note">{note || t('look.no_note')}</p>
          )}
        </div>
      </div>
      {!online && <p className="cu-stale">{t('offline.now')}</p>}
      <Buttons unsent={unsent} seller={seller} canComment={proof.can.annotate} canDecide={proof.can.decide} />
      {reading && (
        <Dialog title={t('look.note_of', { seller })} onClose={() => setReading(false)}>
          <p className="cu-note">{note}</p>
        </Dialog>
      )}
    </div>
  )
}

type Permission = { allowed: boolean; reason: string | null }
type ButtonsProps = { unsent: number; seller: string; canComment: Permission; canDecide: Permission }

/** Two equal buttons; on a link with fewer rights, what it can do and why it cannot do the rest. */
function Buttons({ unsent, seller, canComment, canDecide }: ButtonsProps) {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  const { rights } = page.you
  if (rights === 'view') return <p className="cu-why">{t('look.view_only', { seller })}</p>
  return (
    <>
      {unsent > 0 && rights === 'decide' && (
        <p className="cu-why">
          {t('look.unsent', { count: unsent, seller })}{' '}
          <button type="button" className="cu-link" onClick={() => goTo('ask')}>
            {t('look.go_on')}
          </button>
        </p>
      )}
      <div className={rights === 'decide' ? 'cu-two' : 'cu-one'}>
        <button type="button" className="b b-lg" disabled={!canComment.allowed} onClick={() => goTo('ask')}>
          {t(rights === 'decide' ? 'look.ask' : 'look.comment')}
        </button>
        {rights === 'decide' && (
          <button
            type="button"
            className="b b-lg b-green"
            disabled={!canDecide.allowed}
            onClick={() => goTo('approve')}
          >
            {t('look.approve')}
          </button>
        )}
      </div>
      {rights === 'comment' && (
        <p className="cu-why">{t('look.comment_only', { name: firstName(page.order.customerName) })}</p>
      )}
      {rights === 'decide' && !canDecide.allowed && <p className="cu-why">{canDecide.reason}</p>}
      {!canComment.allowed && canDecide.allowed && <p className="cu-why">{canComment.reason}</p>}
    </>
  )
}
