import type { OrderDto, OrderProductionDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { ReasonDialog } from '../life/ReasonDialog.tsx'
import { CardLine } from './CardLine.tsx'
import { usePlaceName } from './names.ts'
import { Parcel } from './Parcel.tsx'
import { isWanted } from './route.ts'
import type { Making } from './useMaking.ts'
import '../making.css'

type MakingPanelProps = {
  order: OrderDto
  made: OrderProductionDto | undefined
  making: Making
  now: Date
  onShip: () => void
}

/** The order's cards and its parcel. Not there before anything of it may be made. */
export function MakingPanel({ order, made, making, now, onShip }: MakingPanelProps) {
  const { t } = useTranslation('orders')
  if (!made || !isWanted(made) || order.cancelled) return null
  const isAlone = made.cards.length === 1 && ['start_making', 'review', 'finish_making'].includes(order.move.reason)
  return (
    <section className="mk-panel" aria-label={t('making.title')}>
      <ul className="mk-cards">
        {made.cards.map((card) => (
          <CardLine key={card.id} {...{ card, made, making, now, isAlone }} />
        ))}
      </ul>
      <Parcel order={order} made={made} now={now} onShip={onShip} />
      <AskAnyway making={making} made={made} />
    </section>
  )
}

/** Refused, and this person may do it all the same: with a reason, which stays on the timeline. */
function AskAnyway({ making, made }: { making: Making; made: OrderProductionDto }) {
  const { t } = useTranslation('orders')
  const nameOf = usePlaceName(made)
  const { anyway } = making
  return (
    <ReasonDialog
      title={t('making.anyway', { place: anyway ? nameOf(anyway.to) : '' })}
      lead={anyway?.reason}
      label={t('making.anywayWhy')}
      hint={t('making.anywayHint')}
      go={t('making.anywayGo')}
      least={3}
      isOpen={anyway !== null}
      onClose={making.closeAnyway}
      onGo={async (reason) => making.moveAnyway(reason)}
    />
  )
}
