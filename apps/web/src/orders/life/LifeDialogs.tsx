import type { OrderDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { HoldDialog } from '../../privacy/HoldDialog.tsx'
import { firstName } from '../../ui/format.ts'
import { cancelOrder, holdOrder } from './api.ts'
import { PromiseDialog, ReplyDialog } from './ClockDialogs.tsx'
import { DuplicateDialog } from './DuplicateDialog.tsx'
import { MarksDialog } from './MarksDialog.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import type { Life } from './useLife.ts'
import '../life.css'

export type LifeAct = 'hold' | 'legal' | 'cancel' | 'duplicate' | 'marks' | 'reply' | 'promise'

type LifeDialogsProps = { order: OrderDto; life: Life; now: Date; open: LifeAct | null; onClose: () => void }

/** Everything that is asked before it is done to an order; one at a time. */
export function LifeDialogs({ order, life, now, open, onClose }: LifeDialogsProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const name = firstName(order.customer.name)
  const of = (act: LifeAct) => ({ isOpen: open === act, onClose })
  return (
    <>
      <ReasonDialog
        {...of('hold')}
        title={t(order.held ? 'life.holdAgainTitle' : 'life.holdTitle', { name })}
        lead={t('life.holdLead', { name })}
        label={t('life.holdWhy')}
        hint={t('life.onlyShop')}
        initial={order.held?.reason ?? ''}
        go={t(order.held ? 'edit.go' : 'life.holdGo')}
        onGo={(reason) => life.keep(holdOrder(shop.code, order.code, { reason }), t('life.held'))}
      />
      <ReasonDialog
        {...of('cancel')}
        destructive
        title={t('life.cancelTitle', { name })}
        lead={t('life.cancelLead', { name })}
        label={t('life.cancelWhy')}
        hint={t('life.onlyShop')}
        go={t('life.cancelGo')}
        keep={t('life.cancelKeep')}
        onGo={(reason) => life.keep(cancelOrder(shop.code, order.code, { reason }), t('life.cancelled'))}
      />
      <HoldDialog {...of('legal')} order={order} life={life} />
      <DuplicateDialog {...of('duplicate')} order={order} life={life} />
      <MarksDialog {...of('marks')} order={order} life={life} />
      <ReplyDialog {...of('reply')} order={order} life={life} now={now} />
      <PromiseDialog {...of('promise')} order={order} life={life} now={now} />
    </>
  )
}
