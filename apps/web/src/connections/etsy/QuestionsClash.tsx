import type { EtsyQuestionDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { QuestionList } from './QuestionList.tsx'

type QuestionsClashProps = { now: EtsyQuestionDto[]; onTake: () => void; onKeep: () => void }

/** Somebody changed the questions at Etsy: theirs are shown before anything of them could go. */
export function QuestionsClash({ now, onTake, onKeep }: QuestionsClashProps) {
  const { t } = useTranslation('etsy')
  return (
    <div className="es-clash" role="alert">
      <p className="w6">{t('asked.clash')}</p>
      <p className="c2">{t('asked.clashLead')}</p>
      <QuestionList questions={now} />
      <div className="es-acts">
        <Button onPress={onTake}>{t('asked.takeTheirs')}</Button>
        <Button look="quiet" onPress={onKeep}>
          {t('asked.keepMine')}
        </Button>
      </div>
    </div>
  )
}
