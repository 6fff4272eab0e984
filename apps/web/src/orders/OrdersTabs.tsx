import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import './table/table.css'

/** Three ways to look at the orders: as a table, by whom they are for, by the day. */
export function OrdersTabs({ at }: { at: 'orders' | 'customers' | 'calendar' }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const params = { shop: shop.code }
  const here = (name: typeof at) => (name === at ? ({ className: 'on' } as const) : {})
  return (
    <nav className="ot-tabs" aria-label={t('tabs.label')}>
      <Link to="/s/$shop/orders" params={params} activeProps={{}} {...here('orders')}>
        {t('tabs.orders')}
      </Link>
      <Link to="/s/$shop/customers" params={params} activeProps={{}} {...here('customers')}>
        {t('tabs.customers')}
      </Link>
      <Link to="/s/$shop/calendar" params={params} activeProps={{}} {...here('calendar')}>
        {t('tabs.calendar')}
      </Link>
    </nav>
  )
}
