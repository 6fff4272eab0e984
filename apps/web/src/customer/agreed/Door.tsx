import { useTranslation } from 'react-i18next'
import { MoveMark } from '../../ui/MoveMark.tsx'
import { useCustomer } from '../context.ts'
import { shortDay } from '../moments.ts'
import { type DoorStep, doorOf } from './door.ts'

/** Every step from the signature to the door, in the shop's words, with its day. */
export function Door({ signedAt, number }: { signedAt: string | null; number: number }) {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  return (
    <section>
      <h3>{t('making.door')}</h3>
      {doorOf(page.order, signedAt).map(({ title, steps }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no id, and two may have one title
        <div key={i} className="cu-stretch">
          {title && <h4>{title}</h4>}
          <ol className="cu-stages">
            {steps.map((step) => (
              <Row key={step.key + (step.words ?? '')} step={step} number={number} />
            ))}
          </ol>
        </div>
      ))}
    </section>
  )
}

function Row({ step, number }: { step: DoorStep; number: number }) {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  const day = (at: string) => shortDay(at, page.shop)
  const { key, words, state, at, by } = step
  const isNow = state === 'now'
  const when = () => {
    if (at) return isNow && (key === 'stage' || key === 'making') ? t('making.since', { day: day(at) }) : day(at)
    return by && !isNow ? t('making.by', { day: day(by) }) : ''
  }
  const why = key === 'stage' ? (isNow && by ? t('making.until', { day: day(by) }) : '') : t(`making.stage_${key}_why`)
  return (
    <li className={`cu-stage-${state}`} aria-current={isNow ? 'step' : undefined}>
      <span className="cu-stage-mark">{key === 'agreed' ? <MoveMark kind="ok" /> : <i />}</span>
      <div>
        <b>{key === 'stage' ? words : t(`making.stage_${key}`, { number })}</b>
        {why && <small>{why}</small>}
      </div>
      <time>{when()}</time>
    </li>
  )
}
