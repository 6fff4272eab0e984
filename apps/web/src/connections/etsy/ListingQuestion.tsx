import type { EtsyListingQuestionDto, EtsyMappingDto } from '@proofroom/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { AnswerFor, type Target } from './AnswerFor.tsx'
import { setRule } from './api.ts'
import { useEtsyAct } from './useEtsyAct.ts'

type ListingQuestionProps = {
  question: EtsyListingQuestionDto
  products: EtsyMappingDto['products']
  canMap: boolean
}

/** "Which product is this?": what is likely as buttons, everything else in the list behind. */
export function ListingQuestion({ question, products, canMap }: ListingQuestionProps) {
  const { t } = useTranslation('etsy')
  const { act, pending } = useEtsyAct()
  const { listingId, title, orders, suggestions, alike } = question
  const [target, setTarget] = useState<Target>({ kind: 'listing', value: listingId })
  const say = (productId: string | null) =>
    void act((shop) => setRule(shop, { ...target, productId }), t('listings.said'))
  return (
    <li>
      <div>
        <p className="w5">{t('listings.question', { title })}</p>
        <p className="c2 t13">{t('listings.waiting', { count: orders })}</p>
      </div>
      {canMap && alike.length > 0 ? (
        <AnswerFor question={question} target={target} disabled={pending} onChange={setTarget} />
      ) : null}
      {canMap ? (
        <div className="es-acts">
          {suggestions.map(({ productId, productName, why }, index) => (
            <Button
              key={productId}
              look={index === 0 ? 'ink' : 'plain'}
              size="sm"
              isPending={pending}
              onPress={() => say(productId)}
              aria-label={t('listings.why', { name: productName, why })}
            >
              {productName}
            </Button>
          ))}
          <SelectField
            bare
            label={t('listings.choose')}
            value=""
            disabled={pending}
            onChange={(value) => say(value === 'none' ? null : value)}
            options={[
              { value: '', label: suggestions.length > 0 ? t('listings.other') : t('listings.choose') },
              ...products.map(({ id, name }) => ({ value: id, label: name })),
              { value: 'none', label: t('listings.noProduct') },
            ]}
          />
        </div>
      ) : null}
    </li>
  )
}
