import type { DecisionDto, ProofDto, VersionDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import type { ThreadItem } from '../../proofs/room/threads.ts'
import { formatInstant } from '../../ui/format.ts'
import { useCustomer } from '../context.ts'
import { SellerSign } from '../people/SellerSign.tsx'
import { goTo } from '../route.ts'
import { askedOn } from '../standing.ts'

type Props = {
  proof: ProofDto
  version: VersionDto
  decision: DecisionDto
  threads: ThreadItem[]
  onSelect: (key: string) => void
}

/** "Maya has your 2 changes", with all of them; more may follow. */
export function AskedPanel({ proof, version, decision, threads, onSelect }: Props) {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  const seller = page.sellerName
  const requests = askedOn(proof, version)
  const clock = { timeZone: page.shop.timezone, locale: page.shop.locale }
  const headline = requests.length
    ? t(page.you.rights === 'decide' ? 'asked.has' : 'asked.others', { seller, count: requests.length })
    : t('asked.has_message', { seller })
  return (
    <div className="cu-foot cu-asked">
      <div className="cu-say">
        <SellerSign proof={proof} />
        <div>
          <p className="w5" role="status">
            {headline}
          </p>
          <p className="c2">{t('asked.next', { at: formatInstant(decision.at, clock) })}</p>
        </div>
      </div>
      {decision.message && <blockquote className="cu-quote">{decision.message}</blockquote>}
      <ol className="cu-list">
        {requests.map((request) => {
          const item = threads.find((thread) => thread.request?.id === request.id || thread.key === request.ref)
          return (
            <li key={request.id}>
              <button type="button" className="cu-item" disabled={!item} onClick={() => item && onSelect(item.key)}>
                <span
                  className={`pin pin-s p${proof.people.find((p) => p.actorId === request.actorId)?.colour ?? 8}`}
                  aria-hidden="true"
                >
                  {request.number}
                </span>
                <span>{request.text || t('asked.drawn')}</span>
              </button>
            </li>
          )
        })}
      </ol>
      {page.you.rights !== 'view' && (
        <button type="button" className="b b-lg" onClick={() => goTo('ask')}>
          {t('asked.more')}
        </button>
      )}
      {page.you.rights === 'decide' && proof.can.decide.allowed && (
        <button type="button" className="b b-quiet cu-tap" onClick={() => goTo('approve')}>
          {t('asked.approve_anyway')}
        </button>
      )}
    </div>
  )
}
