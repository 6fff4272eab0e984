import { useTranslation } from 'react-i18next'
import { firstName } from '../../ui/format.ts'
import { MoveMark } from '../../ui/MoveMark.tsx'
import { useCustomer } from '../context.ts'
import { longDay, shortDay } from '../moments.ts'
import { SellerSign } from '../people/SellerSign.tsx'
import { goTo } from '../route.ts'
import { type Stage, stagesOf } from '../standing.ts'
import type { AgreedStanding } from './Agreed.tsx'

/** Where the order stands, whose move it is, and what comes next. */
export function Making({ standing }: { standing: AgreedStanding }) {
  const { t } = useTranslation('customer')
  const { page, store } = useCustomer()
  const { proof, version, decision } = standing
  const seller = firstName(page.sellerName)
  const title = page.heading
  const key = page.order.move.phase === 'shipped' ? 'shipped' : page.order.makingSince ? 'making' : 'agreed'
  const cover = version.pages[0]?.picture
  const signedAt = decision?.at ?? version.signedAt
  return (
    <div className="cu-making">
      <section className="cu-hero">
        <p className="cu-for">{t('making.for', { name: page.order.customerName, label: page.order.label })}</p>
        <h2>{t(`making.headline_${key}`, { title })}</h2>
        <div className="cu-our">
          <SellerSign proof={proof} />
          <div>
            <b>{t('making.our_move')}</b>
            <p>{t(`making.banner_${key}`, { seller })}</p>
          </div>
        </div>
      </section>
      {cover && (
        <figure className="cu-hero-picture">
          <img src={cover.preview} width={cover.width} height={cover.height} alt={t('agreed.picture')} />
        </figure>
      )}
      <section>
        <h3>{t('making.door')}</h3>
        <ol className="cu-stages">
          {stagesOf(page, signedAt).map((stage) => (
            <StageRow key={stage.key} stage={stage} number={version.number} />
          ))}
        </ol>
      </section>
      <section className="cu-kept">
        <h3>
          <MoveMark kind="ok" />
          {signedAt ? t('making.agreed_on', { day: longDay(signedAt, page.shop) }) : t('agreed.agreed')}
        </h3>
        <p className="c2">{t('making.exactly', { number: version.number })}</p>
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
    </div>
  )
}

function StageRow({ stage, number }: { stage: Stage; number: number }) {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  const when = () => {
    if (!stage.at) return ''
    const day = shortDay(stage.at, page.shop)
    if (stage.key === 'ready') return t('making.by', { day })
    return stage.state === 'now' ? t('making.since', { day }) : day
  }
  return (
    <li className={`cu-stage-${stage.state}`} aria-current={stage.state === 'now' ? 'step' : undefined}>
      <span className="cu-stage-mark">{stage.key === 'agreed' ? <MoveMark kind="ok" /> : <i />}</span>
      <div>
        <b>{t(`making.stage_${stage.key}`, { number })}</b>
        <small>{t(`making.stage_${stage.key}_why`)}</small>
      </div>
      <time>{when()}</time>
    </li>
  )
}
