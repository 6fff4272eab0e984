import type { CardDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import type { Worker } from './CardFace.tsx'
import { useDueWords } from './useDueWords.ts'

type Told = { card: CardDto; today: string; locale: string; worker: Worker | null; checks: number }

/** A card in one breath, for whoever hears it: the same as its face, in its order. */
export function useCardLabel({ card, today, locale, worker, checks }: Told): string {
  const { t } = useTranslation('production')
  const due = useDueWords(card, today, locale)
  const words = [
    card.customerName,
    card.quantity > 1 ? `${card.quantity} × ${card.title}` : card.title,
    due,
    card.proof ? t(`heard.${card.proof.state}`, { number: card.proof.number }) : null,
    card.needs === 'shop' && card.proof?.state !== 'signed'
      ? t(card.isReviewed ? 'card.reviewed' : 'card.review')
      : null,
    card.isRush ? t('card.rush') : null,
    checks > 0 ? t('heard.checks', { done: card.checks.length, count: checks }) : null,
    card.openRequests > 0 ? t('heard.requests', { count: card.openRequests }) : null,
    card.isGift ? t('card.gift') : null,
    card.isOverridden ? t('card.overridden') : null,
    card.held === null ? null : t('card.held'),
    worker ? t('heard.worker', { name: worker.name }) : t('heard.nobody'),
  ]
  return words.filter((word) => word !== null).join(', ')
}
