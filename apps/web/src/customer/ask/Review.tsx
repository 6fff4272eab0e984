import type { ProofDto, VersionDto } from '@proofroom/contract'
import { ArrowLeft, Check, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCustomer } from '../context.ts'
import { MarkCrop } from '../MarkCrop.tsx'
import type { Offer } from '../marks.ts'
import { useFocusOnOpen } from '../useFocus.ts'
import { sendWords } from './SpotSheet.tsx'
import type { Asking } from './useAsking.ts'
import type { Send } from './useSend.ts'

type Props = { asking: Asking; proof: ProofDto; version: VersionDto; sending: Send }

/** Everything that goes to the shop, each with its place, and a word in general. */
export function Review({ asking, version, sending }: Props) {
  const { t } = useTranslation('customer')
  const heading = useFocusOnOpen<HTMLHeadingElement>()
  const { page } = useCustomer()
  const seller = page.sellerName
  const row = (offer: Offer, index: number) => {
    const at = version.pages.find((one) => one.id === offer.mark.page)
    const text = asking.textOf(offer)
    return (
      <li key={offer.mark.ref} className="cu-offer">
        <label className="cu-check">
          <input
            type="checkbox"
            className="cu-box"
            checked={offer.ticked}
            onChange={(event) => asking.tick(offer.mark.ref, event.target.checked)}
          />
          <span className={`chk ${offer.ticked ? 'on' : ''}`} aria-hidden="true">
            <Check className="i" />
          </span>
          <span className="sr">{t('ask.include', { number: index + 1 })}</span>
        </label>
        {at && <MarkCrop mark={offer.mark} page={at} w={72} h={44} />}
        <div className="cu-offer-words">
          <p className={text ? '' : 'c3'}>{text || t('ask.no_words')}</p>
          {!offer.own && <p className="t13 c2">{t('ask.from', { name: offer.person?.name ?? t('somebody') })}</p>}
        </div>
        {offer.own && (
          <button type="button" className="b b-quiet b-sm cu-tap" onClick={() => asking.open(offer.mark.ref)}>
            {t('ask.edit')}
          </button>
        )}
      </li>
    )
  }
  return (
    <div className="cu-card">
      <div className="cu-card-head">
        <button
          type="button"
          className="b b-quiet b-ico cu-tap cu-back"
          aria-label={t('ask.back')}
          onClick={asking.another}
        >
          <ArrowLeft className="i" aria-hidden="true" />
        </button>
        <div>
          <h2 ref={heading} tabIndex={-1}>
            {t('ask.review', { seller })}
          </h2>
          <p className="t13 c2">{t('ask.review_why', { count: asking.offers.length })}</p>
        </div>
      </div>
      {asking.offers.length > 0 && <ul className="cu-offers">{asking.offers.map(row)}</ul>}
      <label className="cu-label" htmlFor="cu-message">
        {t(asking.offers.length > 0 ? 'ask.message' : 'ask.what')}
      </label>
      <textarea
        id="cu-message"
        className="in in-area cu-area"
        rows={2}
        maxLength={2000}
        placeholder={t('ask.message_placeholder')}
        value={asking.message}
        onChange={(event) => asking.setMessage(event.target.value)}
      />
      <div className="cu-att">
        <button type="button" className="b b-quiet cu-tap" onClick={asking.another}>
          <Plus className="i" aria-hidden="true" />
          {t('ask.another')}
        </button>
      </div>
      {sending.problem && (
        <p className="cu-bad" role="alert">
          {sending.problem}
        </p>
      )}
      <button type="button" className="b b-lg b-ink" disabled={sending.busy} onClick={sending.send}>
        {sending.busy ? t('ask.sending') : sendWords(t, page.you.rights, page.sellerName)}
      </button>
    </div>
  )
}
