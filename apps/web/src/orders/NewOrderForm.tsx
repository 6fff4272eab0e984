import type { CreateOrderInput } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '../api.ts'
import { useShop } from '../identity/shop.ts'
import { toast } from '../ui/toasts.ts'
import { createOrder, orderQuery } from './api.ts'
import { OrderForm } from './OrderForm.tsx'
import { blankOrder } from './order-form.ts'

/** The short form; leads to the order it made. */
export default function NewOrderForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [key] = useState(() => newKey())
  const create = async (input: CreateOrderInput) => {
    const order = await createOrder(shop.code, input, key)
    client.setQueryData(orderQuery(shop.code, order.code).queryKey, order)
    void client.invalidateQueries({ queryKey: ['s', shop.code] })
    onDone()
    toast(t('new.created'))
    await navigate({ to: '/s/$shop/orders/$order', params: { shop: shop.code, order: order.code } })
  }
  return <OrderForm values={blankOrder()} go={t('new.go')} withLabel onSubmit={create} onCancel={onDone} />
}
