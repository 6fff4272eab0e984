import type { OrderDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { sentenceOf } from '../../ui/Told.tsx'
import { toast } from '../../ui/toasts.ts'
import { orderQuery } from '../api.ts'
import { deliverOrder } from '../making/api.ts'
import { replied, takeOffHold, updateSent } from './api.ts'

/** What is done to an order with one press, and how its answer is shown. */
export function useLife(order: OrderDto) {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['s', shop.code] })
  /** Takes the answer over and says so; a refusal is the caller's to show. */
  const keep = async (act: Promise<OrderDto>, said?: string): Promise<OrderDto> => {
    const now = await act
    client.setQueryData(orderQuery(shop.code, now.code).queryKey, now)
    void refresh()
    if (said) toast(said)
    return now
  }
  const tell = (error: unknown) => {
    toast(sentenceOf(error, t('ui:failed.unknown')))
    void refresh()
  }
  const press = (act: (shop: string, order: string) => Promise<OrderDto>, said: string) => () =>
    void keep(act(shop.code, order.code), said).catch(tell)
  return {
    keep,
    takeOffHold: press(takeOffHold, t('life.offHold')),
    replied: press(replied, t('life.replied')),
    updateSent: press(updateSent, t('life.updateSent')),
    delivered: () =>
      void deliverOrder(shop.code, order.code)
        .then(() => toast(t('parcel.arrived')))
        .then(refresh)
        .catch(tell),
  }
}

export type Life = ReturnType<typeof useLife>
