import type { OrderDto, OrderEtsyDto } from '@proofroom/contract'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { manages, useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ExtraDialog } from './ExtraDialog.tsx'
import { ExtraLine } from './ExtraLine.tsx'

/** What was added to an order, and is paid for where the order was: at Etsy. */
export function Extras({ order, etsy }: { order: OrderDto; etsy: OrderEtsyDto }) {
  const { t } = useTranslation('etsy')
  const { role } = useShop()
  const [isOpen, setOpen] = useState(false)
  const { allowed, reason } = etsy.can.addExtra
  return (
    <>
      {etsy.extras.length > 0 ? (
        <ul className="es-extras" aria-label={t('extra.title')}>
          {etsy.extras.map((extra) => (
            <ExtraLine key={extra.id} order={order} extra={extra} />
          ))}
        </ul>
      ) : null}
      {manages(role) ? (
        <div className="es-acts">
          <Button size="sm" isDisabled={!allowed} onPress={() => setOpen(true)}>
            <Icon of={Plus} size={14} /> {t('extra.add')}
          </Button>
          {allowed ? null : <p className="off-why">{reason}</p>}
        </div>
      ) : null}
      <ExtraDialog order={order} currency={etsy.currency} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}
