import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { MoveMark } from '../../ui/MoveMark.tsx'
import { useCustomer } from '../context.ts'
import { longDay } from '../moments.ts'
import { SellerSign } from '../people/SellerSign.tsx'
import { goTo } from '../route.ts'
import type { AgreedStanding } from './Agreed.tsx'
import { Door } from './Door.tsx'
import { momentOf } from './door.ts'

/** Where the order stands, whose move it is, and what comes next. */
export function Making({ standing }: { standing: AgreedStanding }) {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  const { proof, version, decision } = standing
  const seller = page.sellerName
  const moment = momentOf(page.order)
  const cover = version.pages[0]?.picture
  const signedAt = decision?.at ?? version.signedAt
  return (
    <div className="cu-making">
      <section className="cu-hero">
        <p className="cu-for">{t('making.for', { name: page.order.customerName, label: page.order.label })}</p>
        <h2>{t(`making.headline_${moment}`, { title: page.heading })}</h2>
        <div className="cu-our" role="status">
          <SellerSign proof={proof} />
          <div>
            <b>{t(`making.move_${moment}`)}</b>
            <p>{t(`making.banner_${moment}`, { seller })}</p>
            <Tracking />
          </div>
        </div>
      </section>
      {cover && (
        <figure className="cu-hero-picture">
          <img src={cover.preview} width={cover.width} height={cover.height} alt={t('agreed.picture')} />
        </figure>
      )}
      <Door signedAt={signedAt} number={version.number} />
      <Kept standing={standing} signedAt={signedAt} />
    </div>
  )
}

/** Who carries it, its number, and where to look it up. */
function Tracking() {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  const { shipment } = page.order.progress
  if (!shipment) return null
  const { carrier, tracking, url } = shipment
  return (
    <>
      <p className="cu-parcel num">
        {tracking ? t('making.parcel_number', { carrier, tracking }) : t('making.parcel', { carrier })}
      </p>
      {url && (
        <a className="b cu-track" href={url} target="_blank" rel="noreferrer">
          {t('making.track')}
          <ExternalLink className="i i-16" aria-hidden="true" />
        </a>
      )}
    </>
  )
}

/** What was agreed, to read again. Of what changed since, it is not said that it is made like this. */
function Kept({ standing, signedAt }: { standing: AgreedStanding; signedAt: string | null }) {
  const { t } = useTranslation('customer')
  const { page, store } = useCustomer()
  const { version, decision } = standing
  return (
    <section className="cu-kept">
      <h3>
        <MoveMark kind="ok" />
        {signedAt ? t('making.agreed_on', { day: longDay(signedAt, page.shop) }) : t('agreed.agreed')}
      </h3>
      <p className="c2">{t(page.order.isOutdated ? 'making.before' : 'making.exactly', { number: version.number })}</p>
      <p className="cu-kept-links">
        <button type="button" className="cu-link" onClick={() => goTo('receipt')}>
          {t('making.receipt')}
        </button>
        {decision && (
          <a className="cu-link" href={store.api.receiptPdf(decision.id)} download>
            {t('agreed.keep')}
          </a>
        )}
      </p>
    </section>
  )
}
