import type { EtsyQuestionDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { useQuestionWords } from './question-words.ts'

/** Questions as Etsy has them, to be read. */
export function QuestionList({ questions }: { questions: EtsyQuestionDto[] }) {
  const { t } = useTranslation('etsy')
  const wordsOf = useQuestionWords()
  if (questions.length === 0) return <p className="c2">{t('asked.clashNone')}</p>
  return (
    <ol className="es-asked">
      {questions.map((question, index) => (
        <li key={question.questionId ?? `${index} ${question.text}`}>
          <p className="w5">{question.text}</p>
          {question.instructions ? <p className="t13">{question.instructions}</p> : null}
          <p className="c2 t13">{wordsOf(question)}</p>
        </li>
      ))}
    </ol>
  )
}
