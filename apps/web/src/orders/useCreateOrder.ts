import type { CreateOrderInput } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '../api.ts'
import { useShop } from '../identity/shop.ts'
import { toast } from '../ui/toasts.ts'
import { createOrder, orderQuery } from './api.ts'

/** Creates the order of a form and opens it; tried again with the same intent it is created once. */
export function useCreateOrder(onDone: () => void): (input: CreateOrderInput) => Promise<void> {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [key] = useState(() => newKey())
  return async (input) => {
    const order = await createOrder(shop.code, input, key)
    client.setQueryData(orderQuery(shop.code, order.code).queryKey, order)
    void client.invalidateQueries({ queryKey: ['s', shop.code] })
    onDone()
    toast(t('new.created'))
    await navigate({ to: '/s/$shop/orders/$order', params: { shop: shop.code, order: order.code } })
  }
}
