import type { CreateOrderInput } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '../api.ts'
import { manages, useShop } from '../identity/shop.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import { toast } from '../ui/toasts.ts'
import { createOrder, orderQuery } from './api.ts'
import { OrderForm } from './OrderForm.tsx'
import { blankOrder } from './order-form.ts'

/** The button and its dialog. Only for those who may. */
export function NewOrder({ look = 'plain' }: { look?: 'plain' | 'ink' }) {
  const { t } = useTranslation('orders')
  const { role } = useShop()
  const [open, setOpen] = useState(false)
  if (!manages(role)) return null
  return (
    <>
      <span className={look === 'ink' ? undefined : 'new'}>
        <Button look={look} onPress={() => setOpen(true)} aria-label={t('new.button')}>
          <Icon of={Plus} size={16} />
          <span className="new-w">{t('new.button')}</span>
        </Button>
      </span>
      <NewOrderDialog isOpen={open} onClose={() => setOpen(false)} />
    </>
  )
}

export function NewOrderDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('orders')
  return (
    <Dialog wide title={t('new.title')} isOpen={isOpen} onClose={onClose}>
      <NewOrderForm onDone={onClose} />
    </Dialog>
  )
}

function NewOrderForm({ onDone }: { onDone: () => void }) {
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
