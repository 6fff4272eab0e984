import type { EtsyListingDto, EtsyMappingDto, EtsyRuleDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { SelectField } from '../../ui/SelectField.tsx'
import { setRule } from './api.ts'
import { ruleOf, skuRulesOf } from './listing-rules.ts'
import { useEtsyAct } from './useEtsyAct.ts'

const UNSAID = ''
const USUAL = 'none'

/** Which product a listing is, and why; chosen here it is said of this listing alone. */
export function ProductOf({ listing, mapping }: { listing: EtsyListingDto; mapping: EtsyMappingDto }) {
  const { t } = useTranslation('etsy')
  const { act, pending } = useEtsyAct()
  const rule = ruleOf(listing, mapping)
  const say = (chosen: string) => {
    if (chosen === UNSAID) return
    const productId = chosen === USUAL ? null : chosen
    void act((shop) => setRule(shop, { kind: 'listing', value: listing.listingId, productId }), t('listings.said'))
  }
  return (
    <div className="es-product">
      <SelectField
        bare
        label={t('shopListings.product', { title: listing.title })}
        value={rule ? (rule.productId ?? USUAL) : UNSAID}
        disabled={pending}
        options={[
          ...(rule ? [] : [{ value: UNSAID, label: t('shopListings.unsaid') }]),
          ...mapping.products.map(({ id, name }) => ({ value: id, label: name })),
          { value: USUAL, label: t('shopListings.usual') },
        ]}
        onChange={say}
      />
      <Why rule={rule} skuRules={skuRulesOf(listing, mapping)} />
    </div>
  )
}

function Why({ rule, skuRules }: { rule: EtsyRuleDto | null; skuRules: EtsyRuleDto[] }) {
  const { t } = useTranslation('etsy')
  const words = [
    ...(rule?.kind === 'tag' ? [t('shopListings.by.tag', { value: rule.label })] : []),
    ...(rule?.kind === 'section' ? [t('shopListings.by.section')] : []),
    ...skuRules.map(({ label, productName }) =>
      t('shopListings.by.sku', { value: label.toUpperCase(), product: productName ?? t('listings.usual') }),
    ),
  ]
  return words.length > 0 ? <p className="c2 t13">{words.join('. ')}</p> : null
}
