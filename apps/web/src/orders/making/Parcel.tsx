import type { OrderDto, OrderProductionDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { ExternalLink, Package } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { formatInstant } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { sentenceOf } from '../../ui/Told.tsx'
import { toast } from '../../ui/toasts.ts'
import { takeBackShipment } from './api.ts'

type ParcelProps = { order: OrderDto; made: OrderProductionDto; now: Date; onShip: () => void }

/** The parcel once it is on its way, what was said of it, and how to correct that. */
export function Parcel({ order, made, now, onShip }: ParcelProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const [asking, setAsking] = useState(false)
  const { shipment, can } = made
  if (!shipment) return null
  const at = (iso: string) => formatInstant(iso, { timeZone: shop.timezone, locale: shop.locale, now })
  return (
    <div className="mk-parcel">
      <Icon of={Package} />
      <div>
        <p className="w5">
          {[shipment.carrier, shipment.tracking].filter(Boolean).join(' · ')}
          {shipment.url ? (
            <a className="mk-track" href={shipment.url} target="_blank" rel="noreferrer">
              {t('parcel.track')}
              <Icon of={ExternalLink} size={14} />
            </a>
          ) : null}
        </p>
        <p className="c2 t13 num">
          {t('parcel.shipped', { at: at(shipment.shippedAt) })}
          {shipment.deliveredAt ? ` ${t('parcel.delivered', { at: at(shipment.deliveredAt) })}` : ''}
        </p>
      </div>
      <div className="mk-acts">
        {can.ship.allowed ? (
          <Button size="sm" look="quiet" onPress={onShip}>
            {t('parcel.correct')}
          </Button>
        ) : null}
        {can.takeBack.allowed ? (
          <Button size="sm" look="quiet" onPress={() => setAsking(true)}>
            {t('parcel.takeBack')}
          </Button>
        ) : null}
      </div>
      <AskTakeBack order={order} isOpen={asking} onClose={() => setAsking(false)} />
    </div>
  )
}

function AskTakeBack({ order, isOpen, onClose }: { order: OrderDto; isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const takeBack = async () => {
    onClose()
    await takeBackShipment(shop.code, order.code)
      .then(() => toast(t('parcel.tookBack')))
      .catch((error: unknown) => toast(sentenceOf(error, t('ui:failed.unknown'))))
    await client.invalidateQueries({ queryKey: ['s', shop.code] })
  }
  return (
    <Dialog alert title={t('parcel.takeBackTitle')} lead={t('parcel.takeBackLead')} isOpen={isOpen} onClose={onClose}>
      <div className="acts">
        <Button onPress={onClose}>{t('parcel.keep')}</Button>
        <Button look="red" onPress={() => void takeBack()}>
          {t('parcel.takeBack')}
        </Button>
      </div>
    </Dialog>
  )
}
