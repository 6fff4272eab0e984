import { Blend } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** The one tap to "what changed since last time". */
export function ChangedButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation('customer')
  return (
    <button type="button" className="b cu-changed" onClick={onClick}>
      <Blend className="i" aria-hidden="true" />
      {t('look.see_changed')}
    </button>
  )
}
