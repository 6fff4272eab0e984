import type { EtsyConnectionDto } from '@proofroom/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { forgetKey } from './api.ts'
import { CopyLine } from './CopyLine.tsx'
import { KeyForm } from './KeyForm.tsx'
import { Topic } from './Topic.tsx'
import { useEtsyAct } from './useEtsyAct.ts'

/** Whose app the shop connects with: the installation's, or one of its own. */
export function KeyTopic({ data }: { data: EtsyConnectionDto }) {
  const { t } = useTranslation('etsy')
  const { key, can, state } = data
  const isLocked = state === 'connected' || !can.connect.allowed
  const [asked, setAsked] = useState(false)
  const isOpen = !isLocked && (asked || key === null)
  const lead =
    key === null ? t('key.none') : key.of === 'own' ? t('key.own', { hint: key.hint }) : t('key.installation')
  if (!can.connect.allowed) return null
  return (
    <Topic title={t('key.title')} lead={lead}>
      {isOpen ? (
        <div className="es-key">
          <CopyLine name={t('key.callback')} value={data.redirectUri} />
          <CopyLine name={t('key.webhook')} value={data.webhookUrl} />
          <KeyForm onDone={() => setAsked(false)} canLeave={key !== null} />
        </div>
      ) : (
        <Acts data={data} isLocked={isLocked} onAsk={() => setAsked(true)} />
      )}
    </Topic>
  )
}

type ActsProps = { data: EtsyConnectionDto; isLocked: boolean; onAsk: () => void }

function Acts({ data: { key }, isLocked, onAsk }: ActsProps) {
  const { t } = useTranslation('etsy')
  const { act, pending } = useEtsyAct()
  if (isLocked) return <p className="c2 t13">{t('key.locked')}</p>
  return (
    <div className="es-acts">
      <Button onPress={onAsk}>{key?.of === 'own' ? t('key.change') : t('key.bring')}</Button>
      {key?.of === 'own' ? (
        <Button look="quiet" isPending={pending} onPress={() => void act(forgetKey, t('key.forgotten'))}>
          {t('key.forget')}
        </Button>
      ) : null}
    </div>
  )
}
