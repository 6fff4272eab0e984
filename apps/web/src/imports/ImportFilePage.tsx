import type { ImportDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Broken } from '../ui/Broken.tsx'
import { buttonClass } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { Told } from '../ui/Told.tsx'
import { useTitle } from '../ui/useTitle.ts'
import { importQuery } from './api.ts'
import { Columns } from './Columns.tsx'
import { DayOrder } from './DayOrder.tsx'
import { Figures } from './Figures.tsx'
import { formatNumber } from './numbers.ts'
import { Preview } from './Preview.tsx'
import { Problems } from './Problems.tsx'
import { Standing } from './Standing.tsx'
import { useImportActs } from './useImportActs.ts'
import './imports.css'

/** One file: what it says and would do, then how far it is, then what became of it. */
export function ImportFilePage() {
  const { t } = useTranslation('imports')
  const { shop } = useShop()
  const { import: id } = useParams({ from: '/s/$shop/railed/import/$import' })
  const { data, error, refetch } = useQuery(importQuery(shop.code, id))
  useTitle(data?.fileName ?? t('page.title'))
  if (error && !data) return <Broken error={error} reset={() => void refetch()} />
  return (
    <div className="im">
      <header className="top im-top">
        <Link
          className={buttonClass({ look: 'quiet', icon: true })}
          to="/s/$shop/import"
          params={{ shop: shop.code }}
          aria-label={t('one.back')}
        >
          <Icon of={ArrowLeft} />
        </Link>
        <div className="im-head">
          <h1 className="el">{data?.fileName ?? t('page.title')}</h1>
          {data ? <p className="el c2 t13">{sizeOf(t, data)}</p> : null}
        </div>
      </header>
      {data ? <ImportFile data={data} /> : <RowsSkeleton rows={5} thumb={0} />}
    </div>
  )
}

type Say = ReturnType<typeof useTranslation<'imports'>>['t']

const sizeOf = (t: Say, { format, lines, orders }: ImportDto) =>
  t('one.size', {
    kind: t(`one.${format}`),
    lines: t('one.lines', { count: lines, number: formatNumber(lines) }),
    orders: t('one.orders', { count: orders, number: formatNumber(orders) }),
  })

function ImportFile({ data }: { data: ImportDto }) {
  const acts = useImportActs(data)
  const isLookedAt = data.state === 'looked_at'
  const isRefused = isLookedAt && !data.can.run.allowed
  return (
    <div className="im-body">
      {acts.failed ? <Told title={acts.failed} /> : null}
      {isLookedAt && (data.unclearDay || data.dayOrder) ? <DayOrder data={data} acts={acts} /> : null}
      {isRefused && !data.unclearDay && data.can.run.reason ? <Told title={data.can.run.reason} polite /> : null}
      {isRefused ? null : <Standing data={data} acts={acts} />}
      {isRefused ? null : <Figures data={data} />}
      <div className={isLookedAt ? (isRefused ? 'im-cols alone' : 'im-cols') : undefined}>
        <Problems data={data} />
        {isLookedAt ? (
          <div className="im-main">
            <Columns data={data} acts={acts} />
            <Preview data={data} />
          </div>
        ) : null}
      </div>
    </div>
  )
}
