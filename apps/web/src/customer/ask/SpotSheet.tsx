import type { VersionDto } from '@proofroom/contract'
import { Plus, Trash2, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { firstName } from '../../ui/format.ts'
import { useCustomer } from '../context.ts'
import { MarkCrop } from '../MarkCrop.tsx'
import type { Offer } from '../marks.ts'
import type { OpenRoom } from '../room/useRoom.ts'
import { SaveWord } from './SaveWord.tsx'
import type { Asking } from './useAsking.ts'
import type { Send } from './useSend.ts'

type Props = { offer: Offer; asking: Asking; version: VersionDto; room: OpenRoom | null; sending: Send }

/** The words for one spot, beside a crop of it. */
export function SpotSheet({ offer, asking, version, room, sending }: Props) {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  const { ref } = offer.mark
  const at = version.pages.find((one) => one.id === offer.mark.page)
  const text = asking.textOf(offer)
  const several = asking.offers.filter((one) => one.ticked).length > 1
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus({ preventScroll: true }), [])
  useEffect(() => {
    room?.session.setTyping(ref)
    return () => room?.session.setTyping(null)
  }, [room, ref])
  return (
    <div className="cu-card">
      <div className="cu-card-head">
        {at && <MarkCrop mark={offer.mark} page={at} w={98} h={48} />}
        <div>
          <h2 id="cu-what">{t('ask.what')}</h2>
          <p className="t13 c2">{at && t('ask.here', { page: at.name })}</p>
        </div>
        <button type="button" className="b b-quiet b-ico cu-tap" aria-label={t('close')} onClick={asking.another}>
          <X className="i" aria-hidden="true" />
        </button>
      </div>
      <textarea
        ref={field}
        className="in in-area cu-area"
        aria-labelledby="cu-what"
        placeholder={t('ask.placeholder')}
        maxLength={4000}
        rows={3}
        value={text}
        onChange={(event) => asking.write(ref, event.target.value)}
      />
      <div className="cu-att">
        <button type="button" className="b b-quiet cu-tap" onClick={asking.another}>
          <Plus className="i" aria-hidden="true" />
          {t('ask.another')}
        </button>
        <button
          type="button"
          className="b b-quiet b-ico cu-tap"
          aria-label={t('ask.remove')}
          onClick={() => asking.remove(ref)}
        >
          <Trash2 className="i" aria-hidden="true" />
        </button>
        <SaveWord room={room} kept={text.trim() !== offer.mark.text} />
      </div>
      {sending.problem && (
        <p className="cu-bad" role="alert">
          {sending.problem}
        </p>
      )}
      {several && page.you.rights === 'decide' ? (
        <button type="button" className="b b-lg b-ink" onClick={asking.review}>
          {t('ask.look_over', { count: asking.offers.filter((one) => one.ticked).length })}
        </button>
      ) : (
        <button type="button" className="b b-lg b-ink" disabled={sending.busy} onClick={sending.send}>
          {sending.busy ? t('ask.sending') : sendWords(t, page.you.rights, page.sellerName)}
        </button>
      )}
    </div>
  )
}

type T = ReturnType<typeof useTranslation<'customer'>>['t']

/** Only the customer's own link asks the shop; a second opinion is shown to both. */
export const sendWords = (t: T, rights: string, seller: string): string =>
  rights === 'decide' ? t('ask.send', { seller: firstName(seller) }) : t('ask.show')
