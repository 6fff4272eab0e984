import type { CardDto, WorkerDto } from '@proofroom/contract'
import { Check, Gift, ListChecks, MessageSquare, Pause, ShieldAlert, Zap } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { MoveMark } from '../ui/MoveMark.tsx'
import { Thumb } from '../ui/Thumb.tsx'
import { hasLine } from './layout.ts'
import { useDueWords } from './useDueWords.ts'

export type Worker = WorkerDto & { colour: number }

type CardFaceProps = {
  card: CardDto
  today: string
  locale: string
  worker: Worker | null
  /** How many lines its stage's list has. */
  checks: number
  isNarrow: boolean
}

/** What a card says: whose it is, by when, what it waits for, and who has it. */
export const CardFace = memo(function CardFace({ card, today, locale, worker, checks, isNarrow }: CardFaceProps) {
  return (
    <>
      <span className="hd">
        <Thumb src={card.thumb} size={isNarrow ? 56 : 44} />
        <span className="kc-who">
          <span className="n el">{card.customerName}</span>
          <span className="p el">
            {card.quantity > 1 ? <b className="num">{card.quantity} × </b> : null}
            {card.title}
          </span>
        </span>
      </span>
      <span className="ft">
        <Due card={card} today={today} locale={locale} />
        <Proof card={card} />
        {checks > 0 ? <Ticked card={card} checks={checks} /> : null}
        {worker ? (
          <Avatar name={worker.name} colour={worker.colour} size={22} />
        ) : (
          <span className="av av-20 av-none" aria-hidden="true" />
        )}
      </span>
      {hasLine(card) ? <Line card={card} /> : null}
    </>
  )
})

function Due({ card, today, locale }: Pick<CardFaceProps, 'card' | 'today' | 'locale'>) {
  const words = useDueWords(card, today, locale)
  if (!card.due?.late) return <span className={card.due ? 'kc-due' : 'kc-due c3'}>{words}</span>
  return (
    <span className="bd bd-late kc-due">
      <MoveMark kind="late" />
      {words}
    </span>
  )
}

/**
 * The state of what opens its gate, as long as that is the question: what is being made is agreed. Green is the
 * customer's word alone; the shop's own review stays ink. Beside how late it is there is room for the mark only.
 */
function Proof({ card }: { card: CardDto }) {
  const { t } = useTranslation('production')
  const { proof, needs, isReviewed, gate } = card
  if (gate.open && card.place !== 'to_start') return null
  if (needs === 'shop' && proof?.state !== 'signed')
    return isReviewed ? (
      <Badge card={card} mark={<Icon of={Check} size={14} />} words={t('card.reviewed')} />
    ) : (
      <Badge card={card} look="bd-you" mark={<MoveMark kind="you" />} words={t('card.review')} />
    )
  if (!proof) return card.due?.late ? null : <span className="bd c3">{t('card.noProof')}</span>
  const words = t('card.proof', { number: proof.number })
  if (proof.state === 'signed')
    return <Badge card={card} look="bd-ok" mark={<Icon of={Check} size={14} />} words={words} />
  if (proof.state === 'sent') return <Badge card={card} mark={<MoveMark kind="wait" />} words={words} />
  const changes = proof.state === 'asked' && card.openRequests > 0
  const asked = changes ? t('card.changes', { count: card.openRequests }) : words
  return <Badge card={card} look="bd-you" mark={<MoveMark kind="you" />} words={asked} />
}

type BadgeProps = { card: CardDto; look?: string; mark: React.ReactNode; words: string }

const Badge = ({ card, look, mark, words }: BadgeProps) => (
  <span className={look ? `bd ${look}` : 'bd'} title={card.due?.late ? words : undefined}>
    {mark}
    {card.due?.late ? null : <span className="el">{words}</span>}
  </span>
)

function Ticked({ card, checks }: { card: CardDto; checks: number }) {
  return (
    <span className="bd">
      <Icon of={ListChecks} size={14} />
      {card.checks.length}/{checks}
    </span>
  )
}

function Line({ card }: { card: CardDto }) {
  const { t } = useTranslation('production')
  return (
    <span className="why">
      {card.isRush ? (
        <span className="kc-rush">
          <Icon of={Zap} size={14} />
          {t('card.rush')}
        </span>
      ) : null}
      {card.unread > 0 ? (
        <span className="num">
          <Icon of={MessageSquare} size={14} />
          {card.unread}
        </span>
      ) : null}
      {card.isGift ? (
        <span>
          <Icon of={Gift} size={14} />
          {t('card.gift')}
        </span>
      ) : null}
      {card.isOverridden ? (
        <span>
          <Icon of={ShieldAlert} size={14} />
          {t('card.overridden')}
        </span>
      ) : null}
      {card.held === null ? null : (
        <span className="kc-held">
          <Icon of={Pause} size={14} />
          <span className="el">{card.held ? t('card.heldFor', { why: card.held }) : t('card.held')}</span>
        </span>
      )}
    </span>
  )
}
