import type { ImportSummaryDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { manages, useShop } from '../identity/shop.ts'
import { buttonClass } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { formatInstant } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { ToldFailure } from '../ui/Told.tsx'
import { useNow } from '../ui/useNow.ts'
import { useTitle } from '../ui/useTitle.ts'
import { importsQuery } from './api.ts'
import { DropFile } from './DropFile.tsx'
import { formatNumber } from './numbers.ts'
import './imports.css'

/** The way in for many orders at once, and what came that way before. */
export function ImportPage() {
  const { t } = useTranslation('imports')
  const { shop, role } = useShop()
  useTitle(t('page.title'))
  if (!manages(role)) return <Empty level={1} title={t('page.onlyManagers')} />
  return (
    <div className="im">
      <header className="top im-top">
        <Link
          className={buttonClass({ look: 'quiet', icon: true })}
          to="/s/$shop/orders"
          params={{ shop: shop.code }}
          aria-label={t('page.back')}
        >
          <Icon of={ArrowLeft} />
        </Link>
        <h1 className="h1">{t('page.title')}</h1>
      </header>
      <div className="im-body">
        <p className="im-lead c2">{t('page.lead')}</p>
        <DropFile />
        <Earlier />
      </div>
    </div>
  )
}

function Earlier() {
  const { t } = useTranslation('imports')
  const { shop } = useShop()
  const list = useQuery(importsQuery(shop.code))
  return (
    <section aria-labelledby="im-earlier">
      <div className="im-sec">
        <h2 className="h2" id="im-earlier">
          {t('page.earlier')}
        </h2>
      </div>
      {list.isPending ? <RowsSkeleton rows={3} thumb={32} /> : null}
      {list.error ? <ToldFailure error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data?.imports.length === 0 ? <p className="im-none c2">{t('page.noneEarlier')}</p> : null}
      <ul className="im-list">
        {list.data?.imports.map((one) => (
          <EarlierFile key={one.id} one={one} />
        ))}
      </ul>
    </section>
  )
}

function EarlierFile({ one }: { one: ImportSummaryDto }) {
  const { t } = useTranslation('imports')
  const { shop } = useShop()
  const now = useNow()
  const when = formatInstant(one.createdAt, { timeZone: shop.timezone, locale: shop.locale, now })
  return (
    <li>
      <div className="im-file">
        <Link className="w5 el" to="/s/$shop/import/$import" params={{ shop: shop.code, import: one.id }}>
          {one.fileName}
        </Link>
        <p className="c2 t13">{one.by ? t('page.by', { when, name: one.by }) : when}</p>
      </div>
      <p className="im-state num">
        {t(`page.state.${one.state}`, {
          done: formatNumber(one.done),
          total: formatNumber(one.orders),
          number: formatNumber(one.counts.created),
        })}
        {one.state === 'done' && one.counts.refused > 0 ? (
          <span className="c2">, {t('page.outOf', { number: formatNumber(one.counts.refused) })}</span>
        ) : null}
      </p>
    </li>
  )
}
