import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Download, ListFilter } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { manages, useShop } from '../identity/shop.ts'
import { Button, buttonClass } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Icon } from '../ui/Icon.tsx'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { ToldFailure } from '../ui/Told.tsx'
import { useTitle } from '../ui/useTitle.ts'
import { FindField } from './FindField.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { NewOrder } from './NewOrder.tsx'
import { OrdersTabs } from './OrdersTabs.tsx'
import { BulkBar } from './table/BulkBar.tsx'
import { ActiveFilters, Filters, useFilter } from './table/Filters.tsx'
import { OrderTable } from './table/OrderTable.tsx'
import { useSelection } from './table/useSelection.ts'
import { Views } from './table/Views.tsx'
import { csvPath, ordersQuery } from './table-api.ts'
import { filtersOf, type OrdersSearch, readOrdersSearch } from './table-search.ts'
import './queue.css'
import './orders.css'

/** As far as the server counts. */
const COUNTED = 10_000

/** Every order. What is searched, filtered and sorted stands in the address, so a link shows the same view. */
export function OrdersPage() {
  const { t } = useTranslation('orders')
  const { shop, role } = useShop()
  const said = useSearch({ from: '/s/$shop/railed/orders' })
  // The router hands on what stands in the address beside what it was told to read.
  const search = useMemo(() => readOrdersSearch(said), [said])
  const list = useInfiniteQuery({ ...ordersQuery(shop.code, search), placeholderData: keepPreviousData })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.orders) ?? [], [list.data])
  const codes = useMemo(() => rows.map((row) => row.code), [rows])
  const selection = useSelection(codes)
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const total = list.data?.pages[0]?.total ?? 0
  const isFiltered = search.q !== undefined || filtersOf(search).length > 0
  useTitle(t('list.title'))
  return (
    <div className="olist">
      <header className="top">
        <h1 className="h1 sr">{t('list.title')}</h1>
        <OrdersTabs at="orders" />
        <span className="sp" />
        <NewOrder />
      </header>
      <Views search={search} />
      <Bar search={search} count={list.data ? total : null} />
      <div className="ol-body">
        {list.isPending ? <RowsSkeleton rows={8} thumb={36} /> : null}
        {list.error ? <ToldFailure error={list.error} onRetry={() => void list.refetch()} /> : null}
        {rows.length > 0 ? (
          <OrderTable
            rows={rows}
            total={total}
            search={search}
            selection={selection}
            mayChoose={manages(role)}
            onNearEnd={more}
          />
        ) : null}
        {list.data && rows.length === 0 ? isFiltered ? <NoMatch /> : <FirstSteps /> : null}
        {hasNextPage ? (
          <div className="ol-more">
            <Button isPending={isFetchingNextPage} onPress={more}>
              {t('list.more')}
            </Button>
          </div>
        ) : null}
      </div>
      <BulkBar selection={selection} />
    </div>
  )
}

function Bar({ search, count }: { search: OrdersSearch; count: number | null }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const [open, setOpen] = useState(false)
  const set = useFilter()
  const find = useFind()
  const isMany = count !== null && count >= COUNTED
  return (
    <>
      <div className="ol-bar">
        <FindField q={search.q ?? ''} label={t('list.find')} onFind={find} />
        <Button aria-expanded={open} onPress={() => setOpen(!open)}>
          <Icon of={ListFilter} size={16} />
          {t('filter.button')}
        </Button>
        <SortOnPhone search={search} onSort={(value) => set('sort', value)} />
        <span className="sp" />
        <p className="c3 num" role="status">
          {count === null ? '' : isMany ? t('list.many', { count: COUNTED }) : t('list.count', { count })}
        </p>
        <a
          className={`${buttonClass({ look: 'quiet' })} ot-csv`}
          href={csvPath(shop.code, search)}
          aria-label={t('list.csv')}
          download
        >
          <Icon of={Download} size={16} />
          <span>{t('list.csv')}</span>
        </a>
      </div>
      {open ? <Filters search={search} /> : null}
      <ActiveFilters search={search} />
    </>
  )
}

function useFind() {
  const navigate = useNavigate({ from: '/s/$shop/orders' })
  return useCallback(
    (q: string) =>
      void navigate({
        search: ({ q: _, ...rest }: OrdersSearch) => (q ? { ...rest, q } : rest),
        replace: true,
      }),
    [navigate],
  )
}

const SORTS = ['placed', 'due', 'customer', 'order', 'since'] as const

/** On a phone the columns' heads are not there to press. */
function SortOnPhone({ search, onSort }: { search: OrdersSearch; onSort: (sort: string) => void }) {
  const { t } = useTranslation('orders')
  return (
    <label className="ot-sortphone">
      <span className="sr">{t('table.sort')}</span>
      <select className="in" value={search.sort ?? 'placed'} onChange={(event) => onSort(event.target.value)}>
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {t(`table.sorts.${sort}`)}
          </option>
        ))}
      </select>
    </label>
  )
}

function NoMatch() {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  return (
    <Empty
      title={t('list.emptyTitle')}
      actions={
        <Link className={buttonClass()} to="/s/$shop/orders" params={{ shop: shop.code }} search={{}}>
          {t('list.showAll')}
        </Link>
      }
    >
      <p>{t('list.emptyText')}</p>
    </Empty>
  )
}
