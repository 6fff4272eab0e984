import type { EtsyQuestionDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

type RemovingQuestionsProps = {
  /** Null while nobody asks. */
  removed: EtsyQuestionDto[] | null
  isAll: boolean
  onClose: () => void
  onGo: () => void
}

/** What Etsy will delete, by name, before it does. */
export function RemovingQuestions({ removed, isAll, onClose, onGo }: RemovingQuestionsProps) {
  const { t } = useTranslation('etsy')
  return (
    <Dialog
      alert
      title={t(isAll ? 'asked.removeTitleAll' : 'asked.removeTitle')}
      lead={t('asked.removeLead')}
      isOpen={removed !== null}
      onClose={onClose}
    >
      <ul className="es-gone">
        {removed?.map(({ questionId, text }) => (
          <li key={questionId ?? text} className="w5">
            {text}
          </li>
        ))}
      </ul>
      <div className="acts">
        <Button onPress={onClose}>{t('asked.keep')}</Button>
        <Button look="red" onPress={onGo}>
          {t('asked.removeGo')}
        </Button>
      </div>
    </Dialog>
  )
}
