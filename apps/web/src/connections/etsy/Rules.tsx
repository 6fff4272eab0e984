import type { EtsyMappingDto, EtsyRuleDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { forgetRule } from './api.ts'
import { useEtsyAct } from './useEtsyAct.ts'
import { useSections } from './useSections.ts'

/** What was said of listings, and may be forgotten. */
export function Rules({ mapping: { rules }, canMap }: { mapping: EtsyMappingDto; canMap: boolean }) {
  const { t } = useTranslation('etsy')
  const { act, pending } = useEtsyAct()
  const { nameOf } = useSections(rules.some(({ kind }) => kind === 'section'))
  const labelOf = ({ kind, value, label }: EtsyRuleDto) =>
    kind === 'section' ? (nameOf(value) ?? t('listings.unnamed')) : label
  return (
    <>
      <h3 className="es-h">{t('listings.rules')}</h3>
      <ul className="es-list">
        {rules.map((rule) => (
          <li key={rule.id}>
            <div>
              <p className="w5">{labelOf(rule)}</p>
              <p className="c2 t13">
                {t(`listings.kind.${rule.kind}`)}: {rule.productName ?? t('listings.usual')}
              </p>
            </div>
            {canMap ? (
              <Button
                size="sm"
                look="quiet"
                isPending={pending}
                aria-label={t('listings.forgetNamed', { label: labelOf(rule) })}
                onPress={() => void act((shop) => forgetRule(shop, rule.id), t('listings.forgotten'))}
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
