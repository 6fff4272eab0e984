import type { CardDto, OrderProductionDto } from '@proofroom/contract'
import { progressAt } from '@proofroom/workflow'
import { Ellipsis, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { formatInstant } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Menu, type MenuEntry } from '../../ui/Menu.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { Thumb } from '../../ui/Thumb.tsx'
import { Checks } from './Checks.tsx'
import { usePlaceName } from './names.ts'
import { nextFor, placesFor } from './route.ts'
import { StepLine } from './StepLine.tsx'
import { type Making, refusalOf } from './useMaking.ts'

type OfCard = { card: CardDto; made: OrderProductionDto; making: Making }
type CardLineProps = OfCard & {
  now: Date
  /** The order's banner has its next step already. */
  isAlone: boolean
}

/** One card: what it is, how far it is, and the one thing that takes it on. */
export function CardLine({ card, made, making, now, isAlone }: CardLineProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const nameOf = usePlaceName(made)
  const progress = progressAt(card.place)
  const since = formatInstant(card.since, { timeZone: shop.timezone, locale: shop.locale, now })
  const isStarted = progress !== 'to_start'
  return (
    <li className="mk-card">
      <Thumb src={card.thumb} size={44} />
      <div className="mk-what">
        <p className="w5 mk-title">
          {card.quantity > 1 ? <span className="num c2">{t('order.quantity', { count: card.quantity })} </span> : null}
          {card.title}
        </p>
        <p className="c2 t13 num">
          {isStarted ? t('making.since', { place: nameOf(card.place), since }) : nameOf(card.place)}
        </p>
        <StepLine card={card} made={made} />
      </div>
      <CardActs {...{ card, made, making, isAlone }} />
      <Checks card={card} made={made} making={making} />
      <Closed card={card} />
    </li>
  )
}

/** Why it does not go on, where that is not a question of ticks. */
function Closed({ card }: { card: CardDto }) {
  const done = progressAt(card.place) === 'shipped' || progressAt(card.place) === 'delivered'
  if (card.gate.open || card.isOverridden || done) return null
  return <p className="off-why mk-wide">{card.gate.reason}</p>
}

function CardActs({ card, made, making, isAlone }: Omit<CardLineProps, 'now'>) {
  const { t } = useTranslation('orders')
  const nameOf = usePlaceName(made)
  const isOut = card.place === 'shipped' || card.place === 'delivered'
  return (
    <div className="mk-acts">
      {isOut ? null : <Assignee card={card} made={made} making={making} />}
      {isAlone ? null : <NextStep card={card} made={made} making={making} />}
      {isOut || !made.can.move.allowed ? null : (
        <Menu
          label={t('making.more', { title: card.title })}
          trigger={
            <Button size="sm" look="quiet" icon aria-label={t('making.more', { title: card.title })}>
              <Icon of={Ellipsis} />
            </Button>
          }
          entries={entriesFor(card, made, making, {
            move: (place) =>
              place === 'to_start' ? t('making.backToStart') : t('making.moveTo', { place: nameOf(place) }),
            unreview: t('making.unreview'),
          })}
        />
      )}
    </div>
  )
}

/** The one thing that takes it on. */
function NextStep({ card, made, making }: OfCard) {
  const { t } = useTranslation('orders')
  const nameOf = usePlaceName(made)
  const next = nextFor(card, made)
  if (card.needs === 'shop' && !card.gate.open)
    return made.can.override.allowed ? (
      <Button size="sm" onPress={() => making.review([card], true)}>
        {t('making.review')}
      </Button>
    ) : null
  const isOpen = card.held === null && (card.gate.open || card.isOverridden)
  if (!next || !isOpen || !made.can.move.allowed) return null
  return (
    <Button size="sm" onPress={() => making.move([card], next)}>
      {t('making.next', { place: nameOf(next) })}
    </Button>
  )
}

type Words = { move: (place: string) => string; unreview: string }

function entriesFor(card: CardDto, made: OrderProductionDto, making: Making, words: Words): MenuEntry[] {
  const places = placesFor(card, made).map((place): MenuEntry => {
    const [refusal] = refusalOf(card, place, made)
    const isOff = refusal && !(refusal.canOverride && made.can.override.allowed)
    return {
      id: place,
      label: words.move(place),
      onAction: () => making.move([card], place),
      why: isOff ? refusal.reason : null,
    }
  })
  if (!card.isReviewed || card.place !== 'to_start' || !made.can.override.allowed) return places
  return [
    ...places,
    { id: 'unreview', label: words.unreview, icon: RotateCcw, onAction: () => making.review([card], false) },
  ]
}

/** Who has it. In a shop of one person nobody asks. */
function Assignee({ card, made, making }: OfCard) {
  const { t } = useTranslation('orders')
  if (made.workers.length < 2) return null
  return (
    <span className="mk-who">
      <SelectField
        bare
        label={t('making.who', { title: card.title })}
        value={card.assigneeId ?? ''}
        disabled={!made.can.move.allowed}
        options={[
          { value: '', label: t('making.nobody') },
          ...made.workers.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(id) => making.assign(card, id || null)}
      />
    </span>
  )
}
