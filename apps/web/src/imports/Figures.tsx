import type { ImportDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { formatNumber } from './numbers.ts'

const FIGURES = ['created', 'changed', 'unchanged', 'refused'] as const

/** The four things that become of an order: before it runs what would, then what did. */
export function Figures({ data }: { data: ImportDto }) {
  const { t } = useTranslation('imports')
  const counts = data.state === 'looked_at' ? data.plan : data.counts
  return (
    <dl className="im-figures" aria-label={t('one.figures')}>
      {FIGURES.map((one) => (
        <div key={one}>
          <dt>{t(`one.${one}`)}</dt>
          <dd className={one === 'refused' && counts.refused > 0 ? 'num amber' : 'num'}>{formatNumber(counts[one])}</dd>
        </div>
      ))}
    </dl>
  )
}
