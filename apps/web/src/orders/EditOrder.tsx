import type { OrderDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { toast } from '../ui/toasts.ts'
import { orderQuery, updateOrder } from './api.ts'
import { OrderForm } from './OrderForm.tsx'
import { type OrderFormInput, valuesOf } from './order-form.ts'

type EditOrderProps = { order: OrderDto; signed: number | null; isOpen: boolean; onClose: () => void }

export function EditOrder({ order, signed, isOpen, onClose }: EditOrderProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const client = useQueryClient()
  const save = async ({ customer, items, dueOn }: OrderFormInput) => {
    const saved = await updateOrder(shop.code, order.code, { customer, items, dueOn })
    client.setQueryData(orderQuery(shop.code, order.code).queryKey, saved)
    void client.invalidateQueries({ queryKey: ['s', shop.code] })
    onClose()
    toast(t('edit.saved'))
  }
  return (
    <Dialog wide title={t('edit.title', { label: order.label })} isOpen={isOpen} onClose={onClose}>
      <OrderForm
        note={signed ? t('edit.signed', { proof: signed }) : null}
        values={valuesOf(order)}
        go={t('edit.go')}
        withLabel={false}
        onSubmit={save}
        onCancel={onClose}
      />
    </Dialog>
  )
}
