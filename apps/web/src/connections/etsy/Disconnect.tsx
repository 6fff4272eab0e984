import type { EtsyConnectionDto } from '@proofroom/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { disconnect } from './api.ts'
import { Topic } from './Topic.tsx'
import { useEtsyAct } from './useEtsyAct.ts'

export function Disconnect({ data: { shop, can } }: { data: EtsyConnectionDto }) {
  const { t } = useTranslation('etsy')
  const [asking, setAsking] = useState(false)
  const { act, pending } = useEtsyAct()
  if (!can.disconnect.allowed) return null
  const end = () => {
    setAsking(false)
    void act(disconnect, t('disconnect.done'))
  }
  return (
    <Topic title={t('disconnect.title')} lead={t('disconnect.lead')}>
      <p>
        <Button isPending={pending} onPress={() => setAsking(true)}>
          {t('disconnect.go')}
        </Button>
      </p>
      <Dialog
        alert
        title={t('disconnect.ask', { name: shop?.name })}
        lead={t('disconnect.consequences')}
        isOpen={asking}
        onClose={() => setAsking(false)}
      >
        <div className="acts">
          <Button onPress={() => setAsking(false)}>{t('disconnect.keep')}</Button>
          <Button look="red" onPress={end}>
            {t('disconnect.go')}
          </Button>
        </div>
      </Dialog>
    </Topic>
  )
}
