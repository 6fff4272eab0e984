import type { ProofDto, VersionDto } from '@proofroom/contract'
import { MapPin, MessageSquareText, X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useCustomer } from '../context.ts'
import type { OpenRoom } from '../room/useRoom.ts'
import { finish, leave } from '../route.ts'
import { useFocusOnOpen } from '../useFocus.ts'
import { Review } from './Review.tsx'
import { SpotSheet } from './SpotSheet.tsx'
import type { Asking } from './useAsking.ts'
import { useSend } from './useSend.ts'

type Props = { asking: Asking; proof: ProofDto; version: VersionDto; room: OpenRoom | null }

/** Under the mockup while asking: first where to tap, then the words for the spot, then everything before it goes off. */
export function AskPanel({ asking, proof, version, room }: Props) {
  const sending = useSend({ asking, version, room, onSent: () => finish() })
  const offer = asking.offers.find((one) => one.mark.ref === asking.current)
  if (asking.reviewing) return <Review asking={asking} proof={proof} version={version} sending={sending} />
  if (offer)
    return (
      <SpotSheet key={offer.mark.ref} offer={offer} asking={asking} version={version} room={room} sending={sending} />
    )
  return <Invitation asking={asking} room={room} />
}

const UNKNOWN = { allowed: false, reason: null }
const never = () => () => undefined

function Invitation({ asking, room }: Pick<Props, 'asking' | 'room'>) {
  const { t } = useTranslation('customer')
  const heading = useFocusOnOpen<HTMLHeadingElement>()
  const { page } = useCustomer()
  const store = room?.session.canWrite
  const may = useSyncExternalStore(store?.subscribe ?? never, store?.get ?? (() => UNKNOWN))
  const ready = room !== null
  const count = asking.offers.filter((offer) => offer.ticked).length
  return (
    <div className="cu-card">
      <div className="cu-card-head">
        <MapPin className="i i-20 c2" aria-hidden="true" />
        <div>
          <h2 ref={heading} tabIndex={-1}>
            {ready ? t(`ask.hint_${asking.tool}`) : t('ask.loading')}
          </h2>
          <p className="t13 c2">
            {may.reason === 'room.damaged'
              ? t('ask.damaged')
              : (may.reason ?? t('ask.hint_live', { seller: page.sellerName }))}
          </p>
        </div>
        <button type="button" className="b b-quiet b-ico cu-tap" aria-label={t('ask.close')} onClick={leave}>
          <X className="i" aria-hidden="true" />
        </button>
      </div>
      <div className="cu-row">
        <button type="button" className="b b-quiet cu-tap" onClick={asking.review}>
          <MessageSquareText className="i" aria-hidden="true" />
          {t('ask.write_instead')}
        </button>
        {count > 0 && (
          <button type="button" className="b b-ink cu-tap" onClick={asking.review}>
            {t('ask.look_over', { count })}
          </button>
        )}
      </div>
    </div>
  )
}
