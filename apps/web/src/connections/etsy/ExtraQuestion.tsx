import type { EtsyExtraDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

type Asked = 'publish' | 'withdraw'
type ExtraQuestionProps = {
  extra: EtsyExtraDto
  asked: Asked | null
  onClose: () => void
  onGo: (what: Asked) => void
}

/** Before everybody sees it, which costs Etsy's fee, and before nobody can buy it any more. */
export function ExtraQuestion({ extra: { title, state }, asked, onClose, onGo }: ExtraQuestionProps) {
  const { t } = useTranslation(['etsy', 'ui'])
  const isOnSale = state === 'listed' || state === 'publishing'
  const withdrawn = isOnSale ? 'extra.withdrawListed' : state === 'draft' ? 'extra.withdrawDraft' : 'extra.withdrawNone'
  return (
    <>
      <Dialog
        title={t('extra.publishAsk', { title })}
        lead={t('extra.publishLead')}
        isOpen={asked === 'publish'}
        onClose={onClose}
      >
        <div className="acts">
          <Button onPress={onClose}>{t('ui:cancel')}</Button>
          <Button look="ink" onPress={() => onGo('publish')}>
            {t('extra.publish')}
          </Button>
        </div>
      </Dialog>
      <Dialog
        alert
        title={t('extra.withdrawAsk', { title })}
        lead={t(withdrawn)}
        isOpen={asked === 'withdraw'}
        onClose={onClose}
      >
        <div className="acts">
          <Button onPress={onClose}>{t('extra.keep')}</Button>
          <Button look="red" onPress={() => onGo('withdraw')}>
            {t('extra.withdraw')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
