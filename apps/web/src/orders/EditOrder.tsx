import type { CreateOrderInput, OrderDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { toast } from '../ui/toasts.ts'
import { orderQuery, updateOrder } from './api.ts'
import { OrderForm } from './OrderForm.tsx'
import { valuesOf } from './order-form.ts'

type EditOrderProps = { order: OrderDto; isOpen: boolean; onClose: () => void }

export function EditOrder({ order, isOpen, onClose }: EditOrderProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const client = useQueryClient()
  const save = async ({ customer, items, dueOn }: CreateOrderInput) => {
    const saved = await updateOrder(shop.code, order.code, { customer, items, dueOn })
    client.setQueryData(orderQuery(shop.code, order.code).queryKey, saved)
    void client.invalidateQueries({ queryKey: ['s', shop.code] })
    onClose()
    toast(t('edit.saved'))
  }
  return (
    <Dialog wide title={t('edit.title', { label: order.label })} isOpen={isOpen} onClose={onClose}>
      <OrderForm values={valuesOf(order)} go={t('edit.go')} withLabel={false} onSubmit={save} onCancel={onClose} />
    </Dialog>
  )
}
