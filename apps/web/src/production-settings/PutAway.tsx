import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

/** What is put away does not come back as the same thing, so it is asked once, by its name. */
export function PutAway({ name, lead, onDone }: { name: string; lead: string; onDone: () => void }) {
  const { t } = useTranslation('setup')
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button size="sm" look="quiet" onPress={() => setAsking(true)} aria-label={t('putAwayNamed', { name })}>
        {t('putAway')}
      </Button>
      <Dialog alert title={t('putAwayTitle', { name })} lead={lead} isOpen={asking} onClose={() => setAsking(false)}>
        <div className="acts">
          <Button onPress={() => setAsking(false)}>{t('keep')}</Button>
          <Button
            look="red"
            onPress={() => {
              setAsking(false)
              onDone()
            }}
          >
            {t('putAway')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
