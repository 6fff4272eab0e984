import type { OrderDto, ProofDto } from '@proofroom/contract'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Kept } from '../privacy/Kept.tsx'
import { proofQuery } from '../proofs/api.ts'
import { Broken } from '../ui/Broken.tsx'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { ToldFailure } from '../ui/Told.tsx'
import { useNarrow } from '../ui/useNarrow.ts'
import { useNow } from '../ui/useNow.ts'
import { useTitle } from '../ui/useTitle.ts'
import { orderQuery } from './api.ts'
import { EditOrder } from './EditOrder.tsx'
import { LinksPanel } from './LinksPanel.tsx'
import { type LifeAct, LifeDialogs } from './life/LifeDialogs.tsx'
import { useLife } from './life/useLife.ts'
import { MoveBanner } from './MoveBanner.tsx'
import { productionQuery } from './making/api.ts'
import { MakingPanel } from './making/MakingPanel.tsx'
import { ShipDialog } from './making/ShipDialog.tsx'
import { heldAs, useMaking } from './making/useMaking.ts'
import { OrderFacts } from './OrderFacts.tsx'
import { OrderHeader } from './OrderHeader.tsx'
import { Timeline } from './Timeline.tsx'
import { newestSent, useOrderActs } from './useOrderActs.ts'
import './order.css'

/** Only of orders that came from there. */
const OrderEtsy = lazy(() => import('../connections/etsy/OrderEtsy.tsx'))

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
  const { shop } = useShop()
  const life = useLife(order)
  const production = useQuery(productionQuery(shop.code, order.code))
  const made = production.data && heldAs(order, production.data)
  const making = useMaking(order, made)
  const [open, setOpen] = useState<LifeAct | 'edit' | 'ship' | null>(null)
  const onClose = () => setOpen(null)
  const onShip = () => setOpen('ship')
  const parts = {
    facts: <OrderFacts order={order} now={now} acts={acts} onEdit={() => setOpen('edit')} />,
    timeline: (
      <>
        {production.error && !made ? (
          <ToldFailure error={production.error} onRetry={() => void production.refetch()} />
        ) : (
          <MakingPanel order={order} made={made} making={making} now={now} onShip={onShip} />
        )}
        {order.source.kind === 'etsy' ? (
          <Suspense fallback={null}>
            <OrderEtsy order={order} />
          </Suspense>
        ) : null}
        <Timeline order={order} proofs={proofs} now={now} acts={acts} />
      </>
    ),
    link: <LinksPanel order={order} now={now} />,
  }
  return (
    <div className="order">
      <OrderHeader order={order} proofs={proofs} acts={acts} life={life} onOpen={setOpen} />
      <MoveBanner
        {...{ order, proofs, now, acts, life, made, making, onShip }}
        onDuplicate={() => setOpen('duplicate')}
      />
      <Kept order={order} />
      {narrow ? <Tabbed {...parts} /> : <Three {...parts} />}
      <EditOrder order={order} signed={signedNumber(proofs)} isOpen={open === 'edit'} onClose={onClose} />
      {made ? <ShipDialog order={order} made={made} isOpen={open === 'ship'} onClose={onClose} /> : null}
      <LifeDialogs
        order={order}
        life={life}
        now={now}
        open={open === 'edit' || open === 'ship' ? null : open}
        onClose={onClose}
      />
    </div>
  )
}

/** What the customer has signed as it stands now, by its number. */
const signedNumber = (proofs: ProofDto[]): number | null =>
  proofs.flatMap((proof) => newestSent(proof) ?? []).find((version) => version.state === 'signed')?.number ?? null

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
