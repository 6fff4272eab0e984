import type { EtsyListingQuestionDto, EtsyRuleInput } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { SelectField } from '../../ui/SelectField.tsx'
import { useSections } from './useSections.ts'

export type Target = Pick<EtsyRuleInput, 'kind' | 'value'>

type AnswerForProps = {
  question: EtsyListingQuestionDto
  target: Target
  disabled: boolean
  onChange: (target: Target) => void
}

const keyOf = ({ kind, value }: Target) => `${kind} ${value}`

/** What an answer is given for: this listing, or all that are like it, each with what it would settle. */
export function AnswerFor({ question, target, disabled, onChange }: AnswerForProps) {
  const { t } = useTranslation('etsy')
  const { nameOf } = useSections(question.sectionId !== null)
  const { listingId, orders, alike } = question
  const own: Target = { kind: 'listing', value: listingId }
  const wordsOf = ({ kind, value, listings, orders: many }: EtsyListingQuestionDto['alike'][number]) => {
    const name = kind === 'section' ? nameOf(value) : value
    const counted = { listings: t('listings.nListings', { count: listings }), orders: nOrders(many) }
    if (kind === 'tag') return t('listings.forTag', { name, ...counted })
    if (kind === 'sku') return t('listings.forSku', { name, ...counted })
    return name ? t('listings.forSection', { name, ...counted }) : t('listings.forSectionUnnamed', counted)
  }
  const nOrders = (count: number) => t('listings.nOrders', { count })
  const targets: Target[] = [own, ...alike]
  return (
    <SelectField
      label={t('listings.answerFor')}
      value={keyOf(target)}
      disabled={disabled}
      options={[
        { value: keyOf(own), label: t('listings.forListing', { orders: nOrders(orders) }) },
        ...alike.map((one) => ({ value: keyOf(one), label: wordsOf(one) })),
      ]}
      onChange={(chosen) => {
        const found = targets.find((one) => keyOf(one) === chosen)
        if (found) onChange({ kind: found.kind, value: found.value })
      }}
    />
  )
}
