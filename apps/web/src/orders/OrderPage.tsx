import type { OrderDto, ProofDto } from '@proofroom/contract'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { proofQuery } from '../proofs/api.ts'
import { Broken } from '../ui/Broken.tsx'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { useNarrow } from '../ui/useNarrow.ts'
import { useNow } from '../ui/useNow.ts'
import { useTitle } from '../ui/useTitle.ts'
import { orderQuery } from './api.ts'
import { EditOrder } from './EditOrder.tsx'
import { LinksPanel } from './LinksPanel.tsx'
import { MoveBanner } from './MoveBanner.tsx'
import { OrderFacts } from './OrderFacts.tsx'
import { OrderHeader } from './OrderHeader.tsx'
import { Timeline } from './Timeline.tsx'
import { useOrderActs } from './useOrderActs.ts'
import './order.css'

export function OrderPage() {
  const { order: code } = useParams({ from: '/s/$shop/railed/orders/$order' })
  const { shop } = useShop()
  const order = useQuery(orderQuery(shop.code, code))
  const proofs = useQueries({
    queries: (order.data?.proofs ?? []).map((proof) => proofQuery(shop.code, proof.id)),
    combine: (results) => results.flatMap((result) => (result.data ? [result.data] : [])),
  })
  useTitle(order.data?.customer.name)
  if (order.error && !order.data) return <Broken error={order.error} reset={() => void order.refetch()} />
  if (!order.data) return <OrderSkeleton />
  return <Order order={order.data} proofs={proofs} />
}

function Order({ order, proofs }: { order: OrderDto; proofs: ProofDto[] }) {
  const now = useNow()
  const acts = useOrderActs(order)
  const narrow = useNarrow()
  const [editing, setEditing] = useState(false)
  const parts = {
    facts: <OrderFacts order={order} now={now} acts={acts} onEdit={() => setEditing(true)} />,
    timeline: <Timeline order={order} proofs={proofs} now={now} acts={acts} />,
    link: <LinksPanel order={order} now={now} />,
  }
  return (
    <div className="order">
      <OrderHeader order={order} proofs={proofs} acts={acts} onEdit={() => setEditing(true)} />
      <MoveBanner order={order} proofs={proofs} now={now} acts={acts} />
      {narrow ? <Tabbed {...parts} /> : <Three {...parts} />}
      <EditOrder order={order} isOpen={editing} onClose={() => setEditing(false)} />
    </div>
  )
}

type Parts = { facts: React.ReactNode; timeline: React.ReactNode; link: React.ReactNode }

function Three({ facts, timeline, link }: Parts) {
  const { t } = useTranslation('orders')
  return (
    <div className="three">
      <section className="facts" aria-label={t('order.facts')}>
        {facts}
      </section>
      <section className="mid" aria-label={t('order.timeline')}>
        {timeline}
      </section>
      <section className="lnk" aria-label={t('order.link')}>
        {link}
      </section>
    </div>
  )
}

/** On a phone one column at a time. */
function Tabbed({ facts, timeline, link }: Parts) {
  const { t } = useTranslation('orders')
  return (
    <Tabs className="tabbed">
      <TabList className="tabs" aria-label={t('list.order')}>
        <Tab id="timeline">{t('order.timeline')}</Tab>
        <Tab id="facts">{t('order.facts')}</Tab>
        <Tab id="link">{t('order.link')}</Tab>
      </TabList>
      <TabPanel id="timeline" className="mid">
        {timeline}
      </TabPanel>
      <TabPanel id="facts" className="facts">
        {facts}
      </TabPanel>
      <TabPanel id="link" className="lnk">
        {link}
      </TabPanel>
    </Tabs>
  )
}

function OrderSkeleton() {
  return (
    <div className="order">
      <div className="oh">
        <span className="sk" style={{ width: 44, height: 44, borderRadius: 8 }} />
        <span>
          <span className="sk" style={{ width: 180, height: 16 }} />
          <span className="sk" style={{ width: 260, height: 12, marginTop: 10 }} />
        </span>
      </div>
      <div className="mid">
        <RowsSkeleton rows={4} thumb={54} />
      </div>
    </div>
  )
}
