import type { EtsyConnectionDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../imports/numbers.ts'
import { useStalled } from '../../imports/useStalled.ts'

/** The first look at everything there is. */
export function ImportProgress({ data }: { data: EtsyConnectionDto }) {
  const { t } = useTranslation('etsy')
  const { seen = 0, total = null } = data.import ?? {}
  const stalled = useStalled(seen)
  const words =
    total === null
      ? t('import.counting')
      : t('import.progress', { seen: formatNumber(seen), total: formatNumber(total) })
  return (
    <section className="es-stand">
      <div>
        <h2>{t('import.title')}</h2>
        <p className="c2">{stalled ? t('import.stalled') : t('import.lead')}</p>
      </div>
      <div className="es-bar">
        <progress aria-label={words} {...(total === null ? {} : { max: Math.max(total, seen, 1), value: seen })} />
        <p className="c2 t13 num">{words}</p>
      </div>
    </section>
  )
}
