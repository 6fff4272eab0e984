import { useTranslation } from 'react-i18next'
import { GivenFiles } from '../agreed/GivenFiles.tsx'
import { useCustomer } from '../context.ts'
import { Header } from '../Header.tsx'
import { Card } from './Card.tsx'

/** Nothing to look at yet, or what there was has been taken back. Fills itself when the proof is sent, or a file is there. */
export function Waiting({ takenBack }: { takenBack: boolean }) {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  const seller = page.sellerName
  const key = takenBack ? 'withdrawn' : 'nothing'
  return (
    <div className="cu cu-waiting">
      <Header />
      <main className="cu-main">
        {page.files.length > 0 ? (
          <GivenFiles />
        ) : (
          <Card title={t(`waiting.${key}_title`)} text={t(`waiting.${key}_text`, { seller })} />
        )}
      </main>
    </div>
  )
}
