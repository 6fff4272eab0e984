import type { OrderDto } from '@proofroom/contract'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '../../api.ts'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { firstName } from '../../ui/format.ts'
import { sentenceOf } from '../../ui/Told.tsx'
import { duplicateOrder } from './api.ts'
import type { Life } from './useLife.ts'

type DuplicateDialogProps = { order: OrderDto; life: Life; isOpen: boolean; onClose: () => void }

/** "Same as last year, new date." */
export function DuplicateDialog({ order, life, isOpen, onClose }: DuplicateDialogProps) {
  const { t } = useTranslation('orders')
  const name = firstName(order.customer.name)
  return (
    <Dialog
      title={t('life.duplicateTitle', { name })}
      lead={t('life.duplicateLead', { label: order.label })}
      isOpen={isOpen}
      onClose={onClose}
    >
      <DuplicateForm order={order} life={life} onClose={onClose} />
    </Dialog>
  )
}

function DuplicateForm({ order, life, onClose }: Omit<DuplicateDialogProps, 'isOpen'>) {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop } = useShop()
  const navigate = useNavigate()
  const [key] = useState(() => newKey())
  const [dueOn, setDueOn] = useState('')
  const [problem, setProblem] = useState<string | undefined>()
  const [isPending, setPending] = useState(false)
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    setPending(true)
    try {
      const input = { dueOn: dueOn || null }
      const { code } = await life.keep(duplicateOrder(shop.code, order.code, input, key))
      onClose()
      await navigate({ to: '/s/$shop/orders/$order', params: { shop: shop.code, order: code } })
    } catch (error) {
      setProblem(sentenceOf(error, t('ui:failed.unknown')))
      setPending(false)
    }
  }
  return (
    <form className="lf-form" onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={t('new.due')}
        optional={t('ui:optional')}
        type="date"
        value={dueOn}
        error={problem}
        onChange={(event) => setDueOn(event.target.value)}
      />
      <div className="acts">
        <Button onPress={onClose}>{t('ui:cancel')}</Button>
        <Button type="submit" look="ink" isPending={isPending}>
          {t('life.duplicateGo')}
        </Button>
      </div>
    </form>
  )
}
