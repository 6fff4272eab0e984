import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { firstName, formatList } from '../../ui/format.ts'
import { MoveMark } from '../../ui/MoveMark.tsx'
import { useCustomer } from '../context.ts'
import { longMoment } from '../moments.ts'
import type { AgreedStanding } from './Agreed.tsx'

/** "Thank you, Ruth. We can start." What was agreed, by whom and when, to keep. */
export function Receipt({ standing, onFollow }: { standing: AgreedStanding; onFollow: () => void }) {
  const { t } = useTranslation('customer')
  const { page, store } = useCustomer()
  const { version, decision } = standing
  const picture = version.pages[0]?.picture
  const signer = decision?.signedName ?? decision?.by ?? page.order.customerName
  const mine = page.you.rights === 'decide'
  const values = (decision?.readBack ?? []).map((line) => line.value)
  const at = decision?.at ?? version.signedAt
  return (
    <div className="cu-receipt">
      <section className="cu-cert" aria-labelledby="cu-thanks">
        <p className="cu-agreed-sign">
          <MoveMark kind="ok" />
          {t('agreed.agreed')}
        </p>
        <h2 id="cu-thanks">
          {mine ? t('agreed.thanks', { name: firstName(signer) }) : t('agreed.other', { name: firstName(signer) })}
          <br />
          {t('agreed.start')}
        </h2>
        {picture && (
          <img src={picture.preview} width={picture.width} height={picture.height} alt={t('agreed.picture')} />
        )}
        <p className="cu-signed-name" aria-hidden="true">
          {signer}
        </p>
        <p className="t13 c2 num">{at && t('agreed.signed', { name: signer, at: longMoment(at, page.shop) })}</p>
        <p className="t13 c2 num">
          {[t('menu.proof', { number: version.number }), ...(values.length ? [formatList(values)] : [])].join(': ')}
        </p>
      </section>
      {decision && (
        <a className="b b-lg" href={store.api.receiptPdf(decision.id)} download>
          <Download className="i" aria-hidden="true" />
          {t('agreed.keep')}
        </a>
      )}
      <button type="button" className="b b-lg b-quiet" onClick={onFollow}>
        {t('agreed.follow')}
      </button>
    </div>
  )
}
