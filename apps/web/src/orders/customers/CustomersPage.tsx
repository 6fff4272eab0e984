import type { CustomerRowDto } from '@proofroom/contract'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { dayIn, formatDay } from '../../ui/format.ts'
import { RowsSkeleton } from '../../ui/Skeleton.tsx'
import { ToldFailure } from '../../ui/Told.tsx'
import { useTitle } from '../../ui/useTitle.ts'
import { FindField } from '../FindField.tsx'
import { NewOrder } from '../NewOrder.tsx'
import { OrdersTabs } from '../OrdersTabs.tsx'
import { customersQuery } from '../table-api.ts'
import '../queue.css'
import '../orders.css'

/** Whoever ordered, by name. */
export function CustomersPage() {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const { q } = useSearch({ from: '/s/$shop/railed/customers' })
  const list = useInfiniteQuery({ ...customersQuery(shop.code, q), placeholderData: keepPreviousData })
  const rows = list.data?.pages.flatMap((page) => page.customers) ?? []
  const find = useFind()
  useTitle(t('customers.title'))
  return (
    <div className="olist">
      <header className="top">
        <h1 className="h1 sr">{t('customers.title')}</h1>
        <OrdersTabs at="customers" />
        <span className="sp" />
        <NewOrder />
      </header>
      <div className="ol-bar">
        <FindField q={q ?? ''} label={t('customers.find')} onFind={find} />
      </div>
      <div className="ol-body">
        {list.isPending ? <RowsSkeleton rows={8} thumb={36} /> : null}
        {list.error ? <ToldFailure error={list.error} onRetry={() => void list.refetch()} /> : null}
        {rows.length > 0 ? <CustomerTable rows={rows} /> : null}
        {list.data && rows.length === 0 ? (
          <Empty title={q ? t('customers.noMatch') : t('customers.none')}>
            <p>{q ? t('list.emptyText') : t('customers.noneText')}</p>
          </Empty>
        ) : null}
        {list.hasNextPage ? (
          <div className="ol-more">
            <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
              {t('list.more')}
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  )
}

function useFind() {
  const navigate = useNavigate({ from: '/s/$shop/customers' })
  return useCallback((q: string) => void navigate({ search: q ? { q } : {}, replace: true }), [navigate])
}

function CustomerTable({ rows }: { rows: CustomerRowDto[] }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const today = dayIn(shop.timezone)
  return (
    <table className="tb cu">
      <thead>
        <tr>
          <th scope="col">{t('table.customer')}</th>
          <th scope="col">{t('customers.orders')}</th>
          <th scope="col">{t('customers.open')}</th>
          <th scope="col">{t('customers.last')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <div className="ol-who">
                <Link
                  className="w5 el"
                  to="/s/$shop/customers/$customer"
                  params={{ shop: shop.code, customer: row.id }}
                >
                  {row.name}
                </Link>
                <p className="c2 el">{row.email ?? t('customers.noEmail')}</p>
              </div>
            </td>
            <td className="num c2">{row.orders}</td>
            <td className={row.open > 0 ? 'num' : 'num c3'}>{row.open}</td>
            <td className="c2 num">
              {row.lastPlacedAt
                ? formatDay(dayIn(shop.timezone, new Date(row.lastPlacedAt)), { locale: shop.locale, today })
                : '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
