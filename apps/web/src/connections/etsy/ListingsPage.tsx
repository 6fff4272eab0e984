import { EtsyListingState } from '@proofroom/contract'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { formatNumber } from '../../imports/numbers.ts'
import { FindField } from '../../orders/FindField.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { RowsSkeleton } from '../../ui/Skeleton.tsx'
import { useTitle } from '../../ui/useTitle.ts'
import { connectionQuery, mappingQuery } from './api.ts'
import { EtsyFrame } from './EtsyFrame.tsx'
import { ListingFailure } from './ListingFailure.tsx'
import { ListingRow } from './ListingRow.tsx'
import { listingsQuery } from './listing-api.ts'
import { useSections } from './useSections.ts'
import './listings.css'

/** What the shop has at Etsy, a page at a time, each with the product that it is. */
export function ListingsPage() {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  const { state = 'active' } = useSearch({ from: '/s/$shop/railed/settings/etsy/listings' })
  const connection = useQuery(connectionQuery(shop.code))
  useTitle(t('shopListings.title'))
  return (
    <EtsyFrame
      title={t('shopListings.title')}
      lead={t('shopListings.lead')}
      back={t('shopListings.back')}
      backTo={{ to: '/s/$shop/settings/etsy', params: { shop: shop.code } }}
      isSimulated={connection.data?.isSimulated ?? false}
    >
      <States state={state} />
      <Listed key={state} state={state} />
    </EtsyFrame>
  )
}

function States({ state }: { state: EtsyListingState }) {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  return (
    <nav className="seg es-states" aria-label={t('shopListings.states')}>
      {EtsyListingState.options.map((one) => (
        <Link
          key={one}
          to="/s/$shop/settings/etsy/listings"
          params={{ shop: shop.code }}
          search={one === 'active' ? {} : { state: one }}
          preload={false}
          activeProps={{}}
          {...(one === state && { className: 'on', 'aria-current': 'page' as const })}
        >
          {t(`shopListings.state.${one}`)}
        </Link>
      ))}
    </nav>
  )
}

function Listed({ state }: { state: EtsyListingState }) {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  const [find, setFind] = useState('')
  const list = useInfiniteQuery(listingsQuery(shop.code, state))
  const mapping = useQuery(mappingQuery(shop.code))
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.listings) ?? [], [list.data])
  const { nameOf } = useSections(rows.some(({ sectionId }) => sectionId !== null))
  const shown = rows.filter((row) => isFound(find, [row.title, nameOf(row.sectionId) ?? '', ...row.tags, ...row.skus]))
  const total = list.data?.pages[0]?.total ?? 0
  if (list.isPending) return <RowsSkeleton rows={5} thumb={64} />
  if (list.error && rows.length === 0) return <ListingFailure error={list.error} onRetry={() => void list.refetch()} />
  if (rows.length === 0)
    return (
      <Empty title={t(`shopListings.none.${state}`)}>
        <p>{t('shopListings.noneText')}</p>
      </Empty>
    )
  return (
    <>
      <div className="es-find">
        <FindField q={find} label={t('shopListings.find')} onFind={setFind} />
        <p className="c3 num" role="status">
          {list.hasNextPage
            ? t('shopListings.some', { shown: formatNumber(rows.length), total: formatNumber(total) })
            : t('shopListings.count', { count: rows.length })}
        </p>
      </div>
      {list.error ? <ListingFailure error={list.error} onRetry={() => void list.fetchNextPage()} /> : null}
      {shown.length === 0 ? (
        <Empty title={t('shopListings.noMatch')}>
          <p>{t('shopListings.noMatchText')}</p>
        </Empty>
      ) : null}
      <ul className="es-listings">
        {shown.map((listing) => (
          <ListingRow
            key={listing.listingId}
            listing={listing}
            section={nameOf(listing.sectionId)}
            mapping={mapping.data}
          />
        ))}
      </ul>
      {list.hasNextPage ? (
        <p className="es-further">
          <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t('shopListings.more')}
          </Button>
        </p>
      ) : null}
    </>
  )
}

/** Every word somewhere. */
function isFound(find: string, texts: string[]): boolean {
  const all = texts.join(' ').toLowerCase()
  return find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}
