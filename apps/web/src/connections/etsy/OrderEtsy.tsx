import type { EtsyShipmentDto, OrderDto, OrderEtsyDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { formatInstant } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useNow } from '../../ui/useNow.ts'
import { orderEtsyQuery } from './api.ts'
import { Extras } from './Extras.tsx'
import { OrderFiles } from './OrderFiles.tsx'
import { TaskCard } from './TaskCard.tsx'
import './words.ts'
import './etsy.css'

/** What there is of an order because it came from Etsy. Nothing of any other. */
export default function OrderEtsy({ order }: { order: OrderDto }) {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  const { data } = useQuery(orderEtsyQuery(shop.code, order.code))
  if (!data?.receipt) return null
  const { receipt, shipments, tasks, questions } = data
  return (
    <section className="es-order" aria-label={t('order.title')}>
      <p className="es-order-top">
        <a className="w5 num" href={receipt.url} target="_blank" rel="noreferrer">
          {t('order.order', { id: receipt.receiptId })} <Icon of={ExternalLink} size={14} />
        </a>
        <span className="c2 t13">{t(`order.status.${receipt.status}`)}</span>
      </p>
      {questions.length > 0 ? (
        <p className="amber t13">
          {t('order.question')}{' '}
          <Link to="/s/$shop/settings/etsy" params={{ shop: shop.code }}>
            {t('order.sort')}
          </Link>
        </p>
      ) : null}
      <OrderFiles order={order} etsy={data} />
      {shipments.map((shipment) => (
        <Told key={shipment.id} shipment={shipment} />
      ))}
      <Extras order={order} etsy={data} />
      {sorted(tasks).map((task) => (
        <TaskCard key={task.id} task={task} />
      ))}
    </section>
  )
}

/** What is still to do comes first; that extra work was published stands with the extra work. */
const sorted = (tasks: OrderEtsyDto['tasks']) =>
  tasks
    .filter(({ kind, doneAt }) => doneAt === null || kind !== 'publish_listing')
    .toSorted((one, other) => Number(one.doneAt !== null) - Number(other.doneAt !== null))

function Told({ shipment: { carrier, tracking, state, problem, doneAt } }: { shipment: EtsyShipmentDto }) {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  const now = useNow()
  const at = doneAt ? formatInstant(doneAt, { timeZone: shop.timezone, locale: shop.locale, now }) : ''
  const words = {
    sent: t('order.told', { at }),
    intended: t('order.telling'),
    calling: t('order.telling'),
    by_hand: t('order.byHand'),
    given_up: t('order.givenUp'),
  }
  return (
    <p className="c2 t13 num">
      {[carrier, tracking || t('order.none')].filter(Boolean).join(' · ')}: {words[state]}
      {problem && state !== 'sent' ? ` ${problem.message}` : ''}
    </p>
  )
}
