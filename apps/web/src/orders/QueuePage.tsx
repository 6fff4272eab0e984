import type { OrderRowDto, QueueDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { FindAnything } from '../palette/FindAnything.tsx'
import { firstName, hourIn } from '../ui/format.ts'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { ToldFailure } from '../ui/Told.tsx'
import { useNow } from '../ui/useNow.ts'
import { useTitle } from '../ui/useTitle.ts'
import { queueQuery } from './api.ts'
import { Clocks } from './Clocks.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { NewOrder } from './NewOrder.tsx'
import { QueueRow, SideRow } from './QueueRow.tsx'
import { Section } from './QueueSection.tsx'
import { useRowAct } from './useRowAct.ts'
import { useRowKeys } from './useRowKeys.ts'
import './queue.css'

/** Beside the work, and not in its way. */
const EtsyNote = lazy(() => import('../connections/etsy/EtsyNote.tsx'))

const greeting = (hour: number) => (hour < 12 ? 'queue.morning' : hour < 18 ? 'queue.afternoon' : 'queue.evening')

/** The seller's home: whose move is it, why, and the one button that does it. */
export function QueuePage() {
  const { t } = useTranslation('orders')
  const { shop, me } = useShop()
  const now = useNow()
  const queue = useQuery(queueQuery(shop.code))
  useTitle(t('queue.title'))
  return (
    <div className="queue">
      <header className="top">
        <h1 className="h1 el">{t(greeting(hourIn(shop.timezone, now)), { name: firstName(me.name) })}</h1>
        <span className="sp" />
        <FindAnything />
        <NewOrder />
      </header>
      <Suspense fallback={null}>
        <EtsyNote />
      </Suspense>
      {queue.isPending ? (
        <div className="cols">
          <RowsSkeleton rows={6} thumb={56} />
        </div>
      ) : null}
      {queue.error && !queue.data ? (
        <div className="cols">
          <ToldFailure error={queue.error} onRetry={() => void queue.refetch()} />
        </div>
      ) : null}
      {queue.data ? queue.data.total === 0 ? <FirstSteps /> : <Sections queue={queue.data} now={now} /> : null}
    </div>
  )
}

/** More rows than anybody reads at once are shown when asked for. */
const MANY = 60
const SOME = 12

function Sections({ queue, now }: { queue: QueueDto; now: Date }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const act = useRowAct()
  const list = useRef<HTMLDivElement>(null)
  const all = [...queue.yours, ...queue.waiting, ...queue.making, ...queue.held]
  const [chosen, setChosen] = useState<string | null>(null)
  const selected = all.find((row) => row.code === chosen)?.code ?? queue.yours[0]?.code
  useRowKeys(list, shop.code)
  const row = (one: OrderRowDto) => ({
    row: one,
    now,
    selected: one.code === selected,
    onSelect: setChosen,
    onAct: act,
  })
  const side = (one: OrderRowDto) => <SideRow key={one.code} {...row(one)} />
  return (
    <>
      <Clocks yours={queue.yours} all={all} now={now} />
      <div className="cols" ref={list}>
        <Section title={t('queue.yours')} rows={queue.yours} first={MANY} empty={t('queue.nothingYours')}>
          {(one) => <QueueRow key={one.code} {...row(one)} />}
        </Section>
        <div>
          <Section title={t('queue.waiting')} rows={queue.waiting} first={SOME} empty={t('queue.nothingWaiting')}>
            {side}
          </Section>
          <Section title={t('queue.making')} rows={queue.making} first={SOME} empty={t('queue.nothingMaking')}>
            {side}
          </Section>
          {queue.held.length > 0 ? (
            <Section title={t('queue.held')} rows={queue.held} first={0} empty="">
              {side}
            </Section>
          ) : null}
        </div>
      </div>
      <p className="sr" role="status">
        {t('queue.changed', { count: queue.yours.length })}
      </p>
      <KeysHint />
    </>
  )
}

function KeysHint() {
  const { t } = useTranslation('orders')
  return (
    <div className="keys" aria-hidden="true">
      <span>
        <span className="kbd">J</span>
        <span className="kbd">K</span> {t('queue.keys.move')}
      </span>
      <span>
        <span className="kbd">↵</span> {t('queue.keys.do')}
      </span>
      <span>
        <span className="kbd">O</span> {t('queue.keys.open')}
      </span>
      <span>
        <span className="kbd">Ctrl K</span> {t('queue.keys.find')}
      </span>
      <span>
        <span className="kbd">?</span> {t('queue.keys.all')}
      </span>
    </div>
  )
}
