import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../../api.ts'
import { useShop } from '../../identity/shop.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { sentenceOf, Told } from '../../ui/Told.tsx'

/** Only on the connection's page something can be done about these. */
const ABOUT_CONNECTION = new Set(['etsy.not_connected', 'etsy.broken', 'etsy.not_allowed'])

/** Why Etsy's listings are not here, and the way on. */
export function ListingFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation(['etsy', 'ui'])
  const code = error instanceof ApiProblem ? error.code : ''
  if (code === 'not_found') return <Told title={t('shopListings.gone')}>{t('shopListings.goneText')}</Told>
  return (
    <Told
      title={t('shopListings.failed')}
      actions={
        ABOUT_CONNECTION.has(code) ? (
          <ToConnection />
        ) : (
          <Button size="sm" onPress={onRetry}>
            {t('ui:retry')}
          </Button>
        )
      }
    >
      {sentenceOf(error, t('ui:failed.unknown'))}
    </Told>
  )
}

export function ToConnection() {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  return (
    <Link className={buttonClass({ size: 'sm' })} to="/s/$shop/settings/etsy" params={{ shop: shop.code }}>
      {t('shopListings.toConnection')}
    </Link>
  )
}
