import type { EtsyConnectionDto, EtsyMappingDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { RowsSkeleton } from '../../ui/Skeleton.tsx'
import { ToldFailure } from '../../ui/Told.tsx'
import { forgetRule, mappingQuery } from './api.ts'
import { ListingQuestion } from './ListingQuestion.tsx'
import { Topic } from './Topic.tsx'
import { useEtsyAct } from './useEtsyAct.ts'

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

function Rules({ mapping: { rules }, canMap }: { mapping: EtsyMappingDto; canMap: boolean }) {
  const { t } = useTranslation('etsy')
  const { act, pending } = useEtsyAct()
  return (
    <>
      <h3 className="es-h">{t('listings.rules')}</h3>
      <ul className="es-list">
        {rules.map(({ id, kind, label, productName }) => (
          <li key={id}>
            <div>
              <p className="w5">{label}</p>
              <p className="c2 t13">
                {t(`listings.kind.${kind}`)}: {productName ?? t('listings.usual')}
              </p>
            </div>
            {canMap ? (
              <Button
                size="sm"
                look="quiet"
                isPending={pending}
                aria-label={t('listings.forgetNamed', { label })}
                onPress={() => void act((shop) => forgetRule(shop, id), t('listings.forgotten'))}
              >
                {t('listings.forget')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  )
}
