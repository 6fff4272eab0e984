import type { CardDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { dueOf } from '../orders/due.ts'
import { say } from '../orders/say.ts'

/** By when, as it is said everywhere else in the shop. */
export function useDueWords({ due }: Pick<CardDto, 'due'>, today: string, locale: string): string {
  const { t } = useTranslation('orders')
  return due ? say(t, dueOf(due.day, today, locale)) : t('due.none')
}
