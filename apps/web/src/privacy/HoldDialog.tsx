import type { OrderDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { ReasonDialog } from '../orders/life/ReasonDialog.tsx'
import type { Life } from '../orders/life/useLife.ts'
import { firstName } from '../ui/format.ts'
import { holdLegally } from './api.ts'

type HoldDialogProps = { order: OrderDto; life: Life; isOpen: boolean; onClose: () => void }

export function HoldDialog({ order, life, ...of }: HoldDialogProps) {
  const { t } = useTranslation('privacy')
  const { shop } = useShop()
  return (
    <ReasonDialog
      {...of}
      title={t('hold.title')}
      lead={t('hold.lead', { name: firstName(order.customer.name) })}
      label={t('hold.why')}
      hint={t('hold.whyHint')}
      initial={order.legalHold?.reason ?? ''}
      go={t('hold.go')}
      onGo={(reason) => life.keep(holdLegally(shop.code, order.code, { reason }), t('hold.done'))}
    />
  )
}
