import { type EtsyListingPageDto, EtsyListingState } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { formatInstant } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { RowsSkeleton } from '../../ui/Skeleton.tsx'
import { Thumb } from '../../ui/Thumb.tsx'
import { Told } from '../../ui/Told.tsx'
import { useNow } from '../../ui/useNow.ts'
import { useTitle } from '../../ui/useTitle.ts'
import { connectionQuery, mappingQuery } from './api.ts'
import { EtsyFrame } from './EtsyFrame.tsx'
import { ListingFailure, ToConnection } from './ListingFailure.tsx'
import { ListingWords } from './ListingWords.tsx'
import { listingQuery } from './listing-api.ts'
import { ProductOf } from './ProductOf.tsx'
import { formatPrice } from './price.ts'
import { Questions } from './Questions.tsx'
import { Topic } from './Topic.tsx'
import './listings.css'

/** One listing at Etsy: its words, its questions, and which product it is. */
export function ListingPage() {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  const { listing: id } = useParams({ from: '/s/$shop/railed/settings/etsy/listings/$listing' })
  const connection = useQuery(connectionQuery(shop.code))
  const page = useQuery(listingQuery(shop.code, id))
  const title = page.data?.listing.title ?? t('shopListings.title')
  useTitle(title)
  return (
    <EtsyFrame
      title={title}
      lead={page.data ? <Facts page={page.data} /> : t('shopListings.lead')}
      back={t('edit.back')}
      backTo={{ to: '/s/$shop/settings/etsy/listings', params: { shop: shop.code } }}
      isSimulated={connection.data?.isSimulated ?? false}
    >
      {page.isPending ? <RowsSkeleton rows={4} thumb={0} /> : null}
      {page.error && !page.data ? <ListingFailure error={page.error} onRetry={() => void page.refetch()} /> : null}
      {page.data ? <Opened key={id} page={page.data} /> : null}
    </EtsyFrame>
  )
}

function Facts({ page: { listing } }: { page: EtsyListingPageDto }) {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  const now = useNow()
  const { price, url, state, isDigital, updatedAt } = listing
  const at = updatedAt && formatInstant(updatedAt, { timeZone: shop.timezone, locale: shop.locale, now })
  const known = EtsyListingState.options.find((one) => one === state)
  const facts = [
    price && formatPrice(price),
    known && t(`shopListings.state.${known}`),
    isDigital && t('shopListings.digital'),
    at && t('edit.changed', { at }),
  ]
  return (
    <>
      <span className="num">{facts.filter(Boolean).join(' · ')}</span>
      {url ? ' · ' : null}
      {url ? (
        <a className="nb" href={url} target="_blank" rel="noreferrer">
          {t('edit.etsy')} <Icon of={ExternalLink} size={14} />
        </a>
      ) : null}
    </>
  )
}

function Opened({ page }: { page: EtsyListingPageDto }) {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  const mapping = useQuery(mappingQuery(shop.code))
  return (
    <>
      {page.can.edit.allowed ? null : (
        <Told polite title={t('edit.locked')} actions={<ToConnection />}>
          {page.can.edit.reason}
        </Told>
      )}
      <Topic
        title={t('edit.words')}
        lead={
          <>
            {t('edit.wordsLead')} {t('edit.elsewhere')}{' '}
            <a className="nb" href={page.editUrl} target="_blank" rel="noreferrer">
              {t('edit.elsewhereLink')} <Icon of={ExternalLink} size={14} />
            </a>
          </>
        }
      >
        <ListingWords page={page} />
      </Topic>
      <Topic title={t('asked.title')} lead={t('asked.lead')}>
        <Questions page={page} />
      </Topic>
      {mapping.data ? (
        <Topic title={t('edit.product')} lead={t('edit.productLead')}>
          <div className="es-listing-of">
            <Thumb src={page.listing.picture} size={96} />
            <ProductOf listing={page.listing} mapping={mapping.data} />
          </div>
        </Topic>
      ) : null}
    </>
  )
}
