import type { EtsyConnectionDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { CropMarks } from '../../ui/CropMarks.tsx'
import { useConnect } from './useConnect.ts'

/** Not connected: what it would be, what it cannot be, and the one button. */
export function Off({ data: { key, can } }: { data: EtsyConnectionDto }) {
  const { t } = useTranslation('etsy')
  const { connect, pending } = useConnect()
  const why = can.connect.reason ?? (key ? t('off.connectLead') : t('off.needsKey'))
  return (
    <section className="es-off">
      <CropMarks />
      <h2>{t('off.title')}</h2>
      <p className="c2">{t('off.lead')}</p>
      <div className="es-go">
        <Button
          look="ink"
          isPending={pending}
          isDisabled={!key || !can.connect.allowed}
          onPress={connect}
          aria-describedby="es-why"
        >
          {t('off.connect')}
        </Button>
        <p className="c2 t13" id="es-why">
          {why}
        </p>
      </div>
      <div className="es-cannot">
        <h3 className="w5">{t('off.cannotTitle')}</h3>
        <p className="c2">{t('off.cannot')}</p>
      </div>
    </section>
  )
}
