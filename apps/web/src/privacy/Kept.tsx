import type { OrderDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { dayIn, formatDay } from '../ui/format.ts'
import './privacy.css'

/** What is to be known of how long an order is kept: that it is held, or that its names are gone. */
export function Kept({ order: { legalHold, anonymisedAt } }: { order: OrderDto }) {
  const { t } = useTranslation('privacy')
  const { shop } = useShop()
  if (anonymisedAt) {
    const day = formatDay(dayIn(shop.timezone, new Date(anonymisedAt)), {
      locale: shop.locale,
      today: dayIn(shop.timezone),
    })
    return <p className="pv-kept">{t('hold.gone', { day })}</p>
  }
  return legalHold ? <p className="pv-kept">{t('hold.is', { reason: legalHold.reason })}</p> : null
}
