import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useCopy } from '../../ui/useCopy.ts'

/** Something to take over elsewhere, word for word. */
export function CopyLine({ name, value }: { name: string; value: string }) {
  const { t } = useTranslation('etsy')
  const copy = useCopy()
  return (
    <div className="es-copy">
      <div className="es-copied">
        <p className="c2 t13">{name}</p>
        <p className="es-value">{value}</p>
      </div>
      <Button
        size="sm"
        icon
        aria-label={t('tasks.copyNamed', { name })}
        onPress={() => void copy(value, t('tasks.copied', { name }))}
      >
        <Icon of={Copy} size={16} />
      </Button>
    </div>
  )
}
