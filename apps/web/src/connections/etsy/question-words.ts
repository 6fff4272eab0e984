import type { EtsyQuestionDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { formatPrice } from './price.ts'

type Told = Pick<
  EtsyQuestionDto,
  'kind' | 'isRequired' | 'instructions' | 'mostCharacters' | 'mostFiles' | 'addOn' | 'options'
>

/** A question in a line: how it is answered, whether it has to be, and what it costs. */
export function useQuestionWords() {
  const { t } = useTranslation('etsy')
  const how = ({ kind, options, mostCharacters, mostFiles }: Told): string => {
    const labels = options.map(({ label }) => label).join(', ')
    switch (kind) {
      case 'text_input':
        return t('asked.meta.text', { count: mostCharacters ?? 0 })
      case 'dropdown':
        return t('asked.meta.choice', { count: options.length, labels })
      case 'unlabeled_upload':
        return t('asked.meta.files', { count: mostFiles ?? 1 })
      case 'labeled_upload':
        return t('asked.meta.named', { labels })
      default:
        return t('asked.kind.other')
    }
  }
  return (question: Told): string =>
    [
      how(question),
      question.isRequired ? t('asked.meta.required') : t('asked.meta.optional'),
      question.addOn && t('asked.meta.costs', { price: formatPrice(question.addOn) }),
    ]
      .filter(Boolean)
      .join(' · ')
}
