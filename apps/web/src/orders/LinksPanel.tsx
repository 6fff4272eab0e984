import type { OrderDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { firstName } from '../ui/format.ts'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { ToldFailure } from '../ui/Told.tsx'
import { linksQuery } from './api.ts'
import { LinkCard } from './LinkCard.tsx'
import { SecondOpinion } from './SecondOpinion.tsx'

/** The customer's link and the second opinions': what each may, whether it is open, who opened it. */
export function LinksPanel({ order, now }: { order: OrderDto; now: Date }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const list = useQuery(linksQuery(shop.code, order.code))
  const name = firstName(order.customer.name)
  const may = order.can.link
  const links = list.data?.links ?? []
  return (
    <>
      <h2>{t('links.title', { name })}</h2>
      <p className="c2 lk-lead">{may.allowed ? t('links.lead') : may.reason}</p>
      {list.isPending ? <RowsSkeleton rows={1} thumb={36} /> : null}
      {list.error && !list.data ? <ToldFailure error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data && links.length === 0 ? <p className="c3 lk-none">{t('links.none')}</p> : null}
      <ul className="lk-list">
        {links.map((link) => (
          <LinkCard key={link.id} link={link} order={order} now={now} mayManage={may.allowed} />
        ))}
      </ul>
      {may.allowed && list.data ? <SecondOpinion order={order} /> : null}
    </>
  )
}
