import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Topic } from './Topic.tsx'
import './words.ts'
import './etsy.css'

/** In the settings: the way to where orders come from. */
export function ConnectionsLink() {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  return (
    <Topic title={t('settings.title')} lead={t('settings.lead')}>
      <p>
        <Link className={buttonClass()} to="/s/$shop/settings/etsy" params={{ shop: shop.code }}>
          {t('settings.go')}
        </Link>
      </p>
    </Topic>
  )
}
