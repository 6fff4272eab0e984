import { useTranslation } from 'react-i18next'
import { useCustomer } from '../context.ts'
import { Header } from '../Header.tsx'
import { longDay } from '../moments.ts'
import { Card } from '../problems/Card.tsx'
import { goTo } from '../route.ts'
import type { AgreedStanding } from './Agreed.tsx'

/** The order was cancelled. The link keeps opening, says so calmly, and gives back what was signed. */
export function Cancelled({ standing }: { standing: AgreedStanding | null }) {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  const day = longDay(page.order.move.since, page.shop)
  return (
    <div className="cu cu-waiting">
      <Header />
      <main className="cu-main">
        <Card title={t('cancelled.title')} text={t('cancelled.text', { shop: page.shop.name, day })}>
          {standing && (
            <button type="button" className="b" onClick={() => goTo('receipt')}>
              {t('making.receipt')}
            </button>
          )}
        </Card>
      </main>
    </div>
  )
}
