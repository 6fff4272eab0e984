import type { CardDto } from '@proofroom/contract'
import { Link } from '@tanstack/react-router'
import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button, buttonClass } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { Thumb } from '../ui/Thumb.tsx'
import { useBoard } from './board-context.ts'
import { nextOf, whyNot } from './board-model.ts'
import { Checklist } from './Checklist.tsx'
import { MoveTo } from './MoveTo.tsx'
import { useDueWords } from './useDueWords.ts'

const NOBODY = 'nobody'

/** A card's own sheet: the one next thing first, then its list, who has it, and every other place. */
export function CardSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { board } = useBoard()
  const card = board.cards.find((one) => one.id === id)
  if (!card) return null
  return (
    <Dialog title={card.customerName} isOpen onClose={onClose}>
      <About card={card} />
      <Checklist card={card} />
      <NextStep card={card} onClose={onClose} />
      <Review card={card} />
      <Assignee card={card} />
      <MoveTo card={card} onClose={onClose} />
    </Dialog>
  )
}

function About({ card }: { card: CardDto }) {
  const { t } = useTranslation('production')
  const { shop } = useShop()
  const { today, nameOf } = useBoard()
  const due = useDueWords(card, today, shop.locale)
  return (
    <div className="bo-about">
      <Thumb src={card.thumb} size={72} />
      <div>
        <p>
          {card.quantity > 1 ? `${card.quantity} × ` : ''}
          {card.title}
        </p>
        <p className="c2">
          <span className={card.due?.late ? 'red' : undefined}>{due}</span> · {nameOf(card.place)}
        </p>
        <p>
          <Link className="link" to="/s/$shop/orders/$order" params={{ shop: shop.code, order: card.order.code }}>
            {t('sheet.order', { label: card.order.label })}
          </Link>
        </p>
      </div>
      {card.lines.length > 0 ? (
        <dl className="bo-lines">
          {card.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same
            <div key={index}>
              <dt>{line.name}</dt>
              <dd>{line.value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  )
}

/** The one button: where it goes when its work here is done. Where it may not, why, and what the shop's owner may do. */
function NextStep({ card, onClose }: { card: CardDto; onClose: () => void }) {
  const { t } = useTranslation('production')
  const { shop } = useShop()
  const { board, move, nameOf, askWhy } = useBoard()
  if (!board.can.move.allowed) return <p className="off-why">{board.can.move.reason}</p>
  const next = nextOf(card, board)
  if (next === null)
    return (
      <Link
        className={buttonClass({ look: 'ink', size: 'lg', wide: true })}
        to="/s/$shop/orders/$order"
        params={{ shop: shop.code, order: card.order.code }}
      >
        {t('sheet.ship')}
      </Link>
    )
  const refusal = whyNot(card, next, board)
  const go = () => {
    move({ cards: [card], to: next })
    onClose()
  }
  const why = () => {
    if (refusal) askWhy({ to: next, cards: [{ id: card.id, ...refusal }] })
    onClose()
  }
  return (
    <div className="bo-next">
      <Button look="ink" size="lg" wide isDisabled={refusal !== null} onPress={go}>
        {t('sheet.next', { place: nameOf(next) })}
        <Icon of={ArrowRight} />
      </Button>
      {refusal ? <p className="off-why">{refusal.reason}</p> : null}
      {refusal?.canOverride && board.can.override.allowed ? (
        <Button size="sm" look="quiet" onPress={why}>
          {t('refused.anyway')}
        </Button>
      ) : null}
    </div>
  )
}

function Review({ card }: { card: CardDto }) {
  const { t } = useTranslation('production')
  const { board, review } = useBoard()
  if (card.needs !== 'shop' || card.proof?.state === 'signed' || card.place !== 'to_start') return null
  return (
    <Button wide isDisabled={!board.can.change.allowed} onPress={() => review(card, !card.isReviewed)}>
      {t(card.isReviewed ? 'sheet.takeBackReview' : 'sheet.review')}
    </Button>
  )
}

function Assignee({ card }: { card: CardDto }) {
  const { t } = useTranslation('production')
  const { board, assign } = useBoard()
  const options = [
    { value: NOBODY, label: t('sheet.nobody') },
    ...board.workers.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <SelectField
      label={t('sheet.worker')}
      value={card.assigneeId ?? NOBODY}
      options={options}
      disabled={!board.can.move.allowed}
      onChange={(value) => assign([card], value === NOBODY ? null : value)}
    />
  )
}
