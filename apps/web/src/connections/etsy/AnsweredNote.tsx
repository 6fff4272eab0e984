import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Told } from '../../ui/Told.tsx'

/** What came of Etsy's page, once the browser is back. */
export function AnsweredNote() {
  const { t } = useTranslation('etsy')
  const { etsy } = useSearch({ from: '/s/$shop/railed/settings/etsy' })
  if (!etsy) return null
  if (etsy === 'connected')
    return (
      <p className="es-said" role="status">
        {t('answered.connected')}
      </p>
    )
  return <Told title={t(`answered.${etsy}`)} />
}
