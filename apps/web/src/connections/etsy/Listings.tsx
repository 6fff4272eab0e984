import type { EtsyConnectionDto, EtsyMappingDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { RowsSkeleton } from '../../ui/Skeleton.tsx'
import { ToldFailure } from '../../ui/Told.tsx'
import { AddRule } from './AddRule.tsx'
import { mappingQuery } from './api.ts'
import { ListingQuestion } from './ListingQuestion.tsx'
import { Rules } from './Rules.tsx'
import { Topic } from './Topic.tsx'

/** Which listing is which product: what is not known yet is asked, what was said stands below. */
export function Listings({ data }: { data: EtsyConnectionDto }) {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  const mapping = useQuery(mappingQuery(shop.code))
  const canMap = data.can.map.allowed
  return (
    <Topic title={t('listings.title')} lead={t('listings.lead')}>
      {mapping.isPending ? <RowsSkeleton rows={2} thumb={0} /> : null}
      {mapping.error ? <ToldFailure error={mapping.error} onRetry={() => void mapping.refetch()} /> : null}
      {mapping.data ? <Questions mapping={mapping.data} canMap={canMap} hasOrders={data.counts.orders > 0} /> : null}
      {mapping.data && mapping.data.rules.length > 0 ? <Rules mapping={mapping.data} canMap={canMap} /> : null}
      {canMap ? (
        <div className="es-more">
          {mapping.data && mapping.data.products.length > 0 ? <AddRule products={mapping.data.products} /> : null}
          <Link className={buttonClass()} to="/s/$shop/settings/etsy/listings" params={{ shop: shop.code }}>
            {t('listings.all')}
          </Link>
        </div>
      ) : null}
    </Topic>
  )
}

type QuestionsProps = { mapping: EtsyMappingDto; canMap: boolean; hasOrders: boolean }

function Questions({ mapping: { questions, products }, canMap, hasOrders }: QuestionsProps) {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  if (products.length === 0)
    return (
      <p className="c2">
        {t('listings.noProducts')}{' '}
        <Link to="/s/$shop/settings/workshop" params={{ shop: shop.code }}>
          {t('listings.toWorkshop')}
        </Link>
      </p>
    )
  if (questions.length === 0) return <p className="c2">{hasOrders ? t('listings.none') : t('listings.noneYet')}</p>
  return (
    <ul className="es-list es-questions">
      {questions.map((question) => (
        <ListingQuestion key={question.listingId} question={question} products={products} canMap={canMap} />
      ))}
    </ul>
  )
}
