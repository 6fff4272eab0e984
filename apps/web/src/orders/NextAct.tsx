import type { OrderDto, OrderProductionDto, PermissionDto, ProofDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import type { Life } from './life/useLife.ts'
import { usePlaceName } from './making/names.ts'
import { commonNext } from './making/route.ts'
import type { Making } from './making/useMaking.ts'
import { draftOf, newestSent, type OrderActs } from './useOrderActs.ts'

export type NextActProps = {
  order: OrderDto
  proof: ProofDto | undefined
  acts: OrderActs
  life: Life
  made: OrderProductionDto | undefined
  making: Making
  onShip: () => void
  onDuplicate: () => void
}

/** The one thing to do about an order now. */
export function NextAct({ acts, proof, ...of }: NextActProps) {
  const { t } = useTranslation('orders')
  const { order } = of
  const sent = proof && newestSent(proof)
  switch (order.move.reason) {
    case 'send_first_proof':
    case 'send_proof':
      if (!order.can.send.allowed) return <Why reason={order.can.send.reason} />
      if (!proof) return <Act label={t('act.create_proof')} onPress={acts.newProof} />
      return (
        <Act
          label={draftOf(proof) ? t('act.open_draft') : t('act.create_proof')}
          onPress={() => acts.startNext(proof)}
        />
      )
    case 'answer_requests':
      if (!proof || !sent) return null
      return (
        <Act
          label={t('order.openProof', { proof: sent.number })}
          onPress={() => acts.openRoom(proof.id, sent.number)}
        />
      )
    case 'open_proof':
    case 'decide':
      if (!proof || !order.can.link.allowed) return null
      return <Button onPress={() => acts.copyMessage(proof.id)}>{t('act.copy_message')}</Button>
    case 'start_making':
      return order.can.startMaking.allowed ? (
        <Act label={t('act.start_making')} onPress={acts.startMaking} />
      ) : (
        <Why reason={order.can.startMaking.reason} />
      )
    default:
      return of.made ? <LaterAct {...of} made={of.made} /> : null
  }
}

type LaterActProps = Omit<NextActProps, 'acts' | 'proof'> & { made: OrderProductionDto }

/** Beyond its proofs. Whoever may not do it is told how it stands, and nothing else. */
function LaterAct({ order, life, made, making, onShip, onDuplicate }: LaterActProps) {
  const { t } = useTranslation('orders')
  const nameOf = usePlaceName(made)
  const { mark } = order.can
  const next = commonNext(made)
  switch (order.move.reason) {
    case 'reply':
      return <Act may={mark} label={t('life.repliedGo')} onPress={life.replied} />
    case 'send_update':
      return <Act may={mark} label={t('life.updateSentGo')} onPress={life.updateSent} />
    case 'held':
      return <Act may={mark} label={t('life.offHoldGo')} onPress={life.takeOffHold} />
    case 'review':
      return (
        <Act may={made.can.override} label={t('making.review')} onPress={() => making.review(toReview(made), true)} />
      )
    case 'finish_making':
      if (!next) return null
      return (
        <Act
          may={made.can.move}
          label={t('making.next', { place: nameOf(next.to) })}
          onPress={() => making.move(next.cards, next.to)}
        />
      )
    case 'ship':
      return <Act may={made.can.ship} label={t('parcel.go')} onPress={onShip} />
    case 'deliver':
      return <Act may={made.can.deliver} label={t('parcel.arrivedGo')} onPress={life.delivered} />
    case 'closed':
      return mark.allowed ? <Button onPress={onDuplicate}>{t('life.duplicate')}</Button> : null
    default:
      return null
  }
}

const toReview = ({ cards }: OrderProductionDto) =>
  cards.filter((card) => card.needs === 'shop' && !card.isReviewed && !card.gate.open)

type ActProps = { label: string; onPress: () => void; may?: PermissionDto }

const Act = ({ label, onPress, may }: ActProps) =>
  may && !may.allowed ? null : (
    <Button look="ink" onPress={onPress}>
      {label}
    </Button>
  )

const Why = ({ reason }: { reason: string | null }) => <p className="off-why">{reason}</p>
