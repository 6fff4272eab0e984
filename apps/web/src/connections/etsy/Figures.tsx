import type { EtsyConnectionDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../imports/numbers.ts'

const FIGURES = ['orders', 'questions', 'tasks', 'parked'] as const

export function Figures({ data: { counts } }: { data: EtsyConnectionDto }) {
  const { t } = useTranslation('etsy')
  return (
    <dl className="es-figures" aria-label={t('figures.label')}>
      {FIGURES.map((one) => (
        <div key={one}>
          <dt>{t(`figures.${one}`)}</dt>
          <dd className={one !== 'orders' && counts[one] > 0 ? 'num amber' : 'num'}>{formatNumber(counts[one])}</dd>
        </div>
      ))}
    </dl>
  )
}
