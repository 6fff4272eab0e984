import { useTranslation } from 'react-i18next'
import { useCustomer } from '../context.ts'
import { Header } from '../Header.tsx'
import { goTo, useView } from '../route.ts'
import type { Standing } from '../standing.ts'
import { GivenFiles } from './GivenFiles.tsx'
import { Making } from './Making.tsx'
import { Receipt } from './Receipt.tsx'

export type AgreedStanding = Extract<Standing, { kind: 'agreed' }>

/** After the signature: the receipt first, and from the day it is made on, where it stands. */
export function Agreed({ standing }: { standing: AgreedStanding }) {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  const view = useView()
  const making = view === 'making' || (page.order.makingSince !== null && view !== 'receipt')
  return (
    <div className="cu-agreed">
      <Header version={standing.version} />
      <main>
        <GivenFiles />
        {making ? <Making standing={standing} /> : <Receipt standing={standing} onFollow={() => goTo('making')} />}
      </main>
      <footer className="cu-end">{t('agreed.keep_link')}</footer>
    </div>
  )
}
