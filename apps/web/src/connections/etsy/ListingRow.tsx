import type { EtsyListingDto, EtsyMappingDto } from '@proofroom/contract'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Thumb } from '../../ui/Thumb.tsx'
import { ProductOf } from './ProductOf.tsx'
import { formatPrice } from './price.ts'

type ListingRowProps = { listing: EtsyListingDto; section: string | null; mapping: EtsyMappingDto | undefined }

export function ListingRow({ listing, section, mapping }: ListingRowProps) {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  const { listingId, title, picture, price, isDigital, asksQuestions } = listing
  const facts = [
    price && formatPrice(price),
    section,
    isDigital && t('shopListings.digital'),
    asksQuestions && t('shopListings.asks'),
  ]
  return (
    <li className="es-listing">
      <Thumb src={picture} size={64} />
      <div>
        <Link
          className="w5"
          to="/s/$shop/settings/etsy/listings/$listing"
          params={{ shop: shop.code, listing: listingId }}
          // A look at Etsy is asked for by a press, not by a passing pointer.
          preload={false}
        >
          {title}
        </Link>
        <p className="c2 t13 num">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      {mapping ? <ProductOf listing={listing} mapping={mapping} /> : null}
    </li>
  )
}
