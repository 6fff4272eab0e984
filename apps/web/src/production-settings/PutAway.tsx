import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'

/** Done at once: the way back is in what is said then. */
export function PutAway({ name, onDone }: { name: string; onDone: () => void }) {
  const { t } = useTranslation('setup')
  return (
    <Button size="sm" look="quiet" onPress={onDone} aria-label={t('putAwayNamed', { name })}>
      {t('putAway')}
    </Button>
  )
}
