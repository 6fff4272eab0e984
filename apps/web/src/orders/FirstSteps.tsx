import { useTranslation } from 'react-i18next'
import { CropMarks } from '../ui/CropMarks.tsx'
import { NewOrder } from './NewOrder.tsx'

const STEPS = [
  { title: 'steps.one', lead: 'steps.oneLead' },
  { title: 'steps.two', lead: 'steps.twoLead' },
  { title: 'steps.three', lead: 'steps.threeLead' },
] as const

/** A new shop's queue: the three steps, and the button for the first. */
export function FirstSteps() {
  const { t } = useTranslation('orders')
  return (
    <section className="fs">
      <div className="fs-sheet">
        <CropMarks />
        <h2 className="fs-h">{t('steps.title')}</h2>
        <p className="c2">{t('steps.lead')}</p>
        <ol>
          {STEPS.map((step, index) => (
            <li key={step.title}>
              <span className="fs-n num" aria-hidden="true">
                {index + 1}
              </span>
              <div>
                <h3>{t(step.title)}</h3>
                <p>{t(step.lead)}</p>
              </div>
              {index === 0 ? <NewOrder look="ink" /> : null}
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}
