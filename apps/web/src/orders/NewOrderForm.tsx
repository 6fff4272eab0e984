import { useTranslation } from 'react-i18next'
import { OrderForm } from './OrderForm.tsx'
import { blankOrder } from './order-form.ts'
import { useCreateOrder } from './useCreateOrder.ts'

/** The short form; leads to the order it made. */
export default function NewOrderForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('orders')
  const create = useCreateOrder(onDone)
  return <OrderForm values={blankOrder()} go={t('new.go')} withLabel onSubmit={create} onCancel={onDone} />
}
