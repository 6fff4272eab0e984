import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { buttonClass } from '../ui/Button.tsx'
import { useShop } from './shop.ts'

/** The way to how the shop makes things: a page of its own, because most shops never need it. */
export function WorkshopLink() {
  const { t } = useTranslation('identity')
  const { shop } = useShop()
  return (
    <section className="set-topic" aria-labelledby="set-workshop">
      <div>
        <h2 className="h2" id="set-workshop">
          {t('settings.workshop')}
        </h2>
        <p>{t('settings.workshopLead')}</p>
      </div>
      <p>
        <Link className={buttonClass()} to="/s/$shop/settings/workshop" params={{ shop: shop.code }}>
          {t('settings.workshopGo')}
        </Link>
      </p>
    </section>
  )
}
