import { useTranslation } from 'react-i18next'
import { leave } from '../route.ts'

/** The mockup has the screen; one way back. */
export function FullPanel() {
  const { t } = useTranslation('customer')
  return (
    <div className="cu-foot">
      <p className="cu-why">{t('look.full_hint')}</p>
      <button type="button" className="b b-lg" onClick={leave}>
        {t('back')}
      </button>
    </div>
  )
}
