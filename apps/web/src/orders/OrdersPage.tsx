import type { OrderRowDto } from '@proofroom/contract'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button, buttonClass } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { dayIn } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { MoveMark } from '../ui/MoveMark.tsx'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { Thumb } from '../ui/Thumb.tsx'
import { ToldFailure } from '../ui/Told.tsx'
import { useNow } from '../ui/useNow.ts'
import { useTitle } from '../ui/useTitle.ts'
import { ordersQuery } from './api.ts'
import { dueOf } from './due.ts'
import { FirstSteps } from './FirstSteps.tsx'
import { NewOrder } from './NewOrder.tsx'
import { say } from './say.ts'
import { markOf, whyOf } from './why.ts'
import './queue.css'
import './orders.css'

const MOVES = [undefined, 'yours', 'waiting', 'making'] as const

/** Every order. What is searched and filtered stands in the address, so a link shows the same view. */
export function OrdersPage() {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const search = useSearch({ from: '/s/$shop/railed/orders' })
  const list = useInfiniteQuery({ ...ordersQuery(shop.code, search), placeholderData: keepPreviousData })
  const total = list.data?.pages[0]?.total ?? 0
  const filtered = search.q !== undefined || search.move !== undefined
  useTitle(t('list.title'))
  return (
    <div className="olist">
      <header className="top">
        <h1 className="h1">{t('list.title')}</h1>
        <span className="sp" />
        <NewOrder />
      </header>
      <div className="ol-bar">
        <FindField q={search.q ?? ''} />
        <MoveFilter move={search.move} />
        <span className="sp" />
        <p className="c3 num" role="status">
          {list.data ? t('list.count', { count: total }) : ''}
        </p>
      </div>
      <div className="ol-body">
        {list.isPending ? <RowsSkeleton rows={8} thumb={36} /> : null}
        {list.error ? <ToldFailure error={list.error} onRetry={() => void list.refetch()} /> : null}
        {list.data && total > 0 ? <Table rows={list.data.pages.flatMap((page) => page.orders)} /> : null}
        {list.data && total === 0 ? filtered ? <NoMatch /> : <FirstSteps /> : null}
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

/** Searches while typing, a quarter of a second after the last letter, and replaces the address. */
function FindField({ q }: { q: string }) {
  const { t } = useTranslation('orders')
  const navigate = useNavigate({ from: '/s/$shop/orders' })
  const [text, setText] = useState(q)
  const [known, setKnown] = useState(q)
  if (known !== q) {
    setKnown(q)
    if (q !== text.trim()) setText(q)
  }
  useEffect(() => {
    if (text.trim() === q) return
    const timer = setTimeout(() => {
      const words = text.trim()
      void navigate({ search: ({ q: _, ...rest }) => (words ? { ...rest, q: words } : rest), replace: true })
    }, 250)
    return () => clearTimeout(timer)
  }, [text, q, navigate])
  return (
    <search className="in-find ol-find">
      <Icon of={Search} size={16} />
      <input
        className="in in-quiet"
        type="search"
        value={text}
        placeholder={t('list.find')}
        aria-label={t('list.find')}
        onChange={(event) => setText(event.target.value)}
      />
    </search>
  )
}

function MoveFilter({ move }: { move: (typeof MOVES)[number] }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  return (
    <nav className="seg" aria-label={t('list.whose')}>
      {MOVES.map((one) => (
        <Link
          key={one ?? 'all'}
          to="/s/$shop/orders"
          params={{ shop: shop.code }}
          search={({ move: _, ...rest }) => (one ? { ...rest, move: one } : rest)}
          replace
          className={one === move ? 'on' : undefined}
          aria-current={one === move ? 'true' : undefined}
          activeProps={{}}
        >
          {t(`list.${one ?? 'all'}`)}
        </Link>
      ))}
    </nav>
  )
}

function Table({ rows }: { rows: OrderRowDto[] }) {
  const { t } = useTranslation('orders')
  const now = useNow()
  return (
    <table className="tb">
      <thead>
        <tr>
          <th scope="col">{t('list.customer')}</th>
          <th scope="col">{t('list.order')}</th>
          <th scope="col">{t('list.state')}</th>
          <th scope="col">{t('list.due')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <OrderLine key={row.code} row={row} now={now} />
        ))}
      </tbody>
    </table>
  )
}

function OrderLine({ row, now }: { row: OrderRowDto; now: Date }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const why = whyOf(row, now)
  const due = row.dueOn ? dueOf(row.dueOn, dayIn(shop.timezone, now), shop.locale) : null
  return (
    <tr>
      <td>
        <div className="row">
          <Thumb src={row.thumb} size={36} />
          <div className="ol-who">
            <Link className="w5 el" to="/s/$shop/orders/$order" params={{ shop: shop.code, order: row.code }}>
              {row.customerName}
            </Link>
            <p className="c2 el">{row.title}</p>
          </div>
        </div>
      </td>
      <td className="c2 num">{row.label}</td>
      <td className="ol-why">
        <span>
          <MoveMark kind={markOf(row.move, due?.late ?? false)} />
          <span className="el">{say(t, why)}</span>
        </span>
      </td>
      <td className={due?.late ? 'red' : due ? undefined : 'c3'}>{due ? say(t, due) : t('due.none')}</td>
    </tr>
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
