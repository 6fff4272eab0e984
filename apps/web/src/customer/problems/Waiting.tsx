import { useTranslation } from 'react-i18next'
import { firstName } from '../../ui/format.ts'
import { GivenFiles } from '../agreed/GivenFiles.tsx'
import { useCustomer } from '../context.ts'
import { Header } from '../Header.tsx'
import { Card } from './Card.tsx'

/** Nothing to look at yet, or what there was has been taken back. Fills itself when the proof is sent. */
export function Waiting({ takenBack }: { takenBack: boolean }) {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  const seller = firstName(page.sellerName) || page.shop.name
  const key = takenBack ? 'withdrawn' : 'nothing'
  return (
    <div className="cu cu-waiting">
      <Header />
      <main className="cu-main">
        <GivenFiles />
        <Card title={t(`waiting.${key}_title`)} text={t(`waiting.${key}_text`, { seller })} />
      </main>
    </div>
  )
}
