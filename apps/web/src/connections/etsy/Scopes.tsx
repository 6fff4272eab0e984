import type { EtsyConnectionDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { Topic } from './Topic.tsx'

const SCOPES = ['shops_r', 'transactions_r', 'transactions_w', 'listings_r', 'listings_w'] as const

/** What the seller is asked to allow, and why each of it. */
export function Scopes({ data: { missingScopes } }: { data: EtsyConnectionDto }) {
  const { t } = useTranslation('etsy')
  return (
    <Topic title={t('scopes.title')} lead={missingScopes.length > 0 ? t('scopes.missingLead') : t('scopes.lead')}>
      <dl className="es-lines">
        {SCOPES.map((scope) => (
          <div key={scope}>
            <dt>
              {t(`scopes.name.${scope}`)}
              {missingScopes.includes(scope) ? <span className="tagb you">{t('scopes.missing')}</span> : null}
            </dt>
            <dd className="c2">{t(`scopes.${scope}`)}</dd>
          </div>
        ))}
      </dl>
    </Topic>
  )
}
