import { EtsyExtraInput, type OrderDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { AreaField, Field } from '../../ui/Field.tsx'
import { placeProblem, schemaResolver } from '../../ui/form.ts'
import { Told } from '../../ui/Told.tsx'
import { toast } from '../../ui/toasts.ts'
import { addExtra, orderEtsyQuery } from './api.ts'
import { hundredthsOf } from './extras.ts'

type ExtraDialogProps = { order: OrderDto; currency: string | null; isOpen: boolean; onClose: () => void }

/** What is done, and what it costs: the buyer pays for it at Etsy, and nowhere else. */
export function ExtraDialog({ isOpen, onClose, ...form }: ExtraDialogProps) {
  const { t } = useTranslation('etsy')
  return (
    <Dialog title={t('extra.title')} lead={t('extra.lead')} isOpen={isOpen} onClose={onClose}>
      <ExtraForm {...form} onDone={onClose} />
    </Dialog>
  )
}

type Values = { title: string; description: string; amount: string }
const FIELDS = ['title', 'description', 'amount'] as const
const inputOf = ({ amount, ...words }: Values) => ({ ...words, amount: hundredthsOf(amount) })

type ExtraFormProps = Pick<ExtraDialogProps, 'order' | 'currency'> & { onDone: () => void }

function ExtraForm({ order, currency, onDone }: ExtraFormProps) {
  const { t } = useTranslation(['etsy', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm<Values, unknown, EtsyExtraInput>({
    defaultValues: { title: t('extra.prefill', { order: order.label }), description: '', amount: '' },
    resolver: schemaResolver(EtsyExtraInput, inputOf),
  })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async (input) => {
    setProblem(null)
    try {
      const now = await addExtra(shop.code, order.code, input)
      client.setQueryData(orderEtsyQuery(shop.code, order.code).queryKey, now)
      onDone()
      toast(t('extra.asked'))
    } catch (error) {
      setProblem(placeProblem(error, FIELDS, form.setError, t('ui:failed.unknown')))
    }
  })
  return (
    <form className="es-form" onSubmit={submit} noValidate>
      {problem ? <Told title={problem} /> : null}
      <Field
        label={t('extra.name')}
        maxLength={140}
        autoComplete="off"
        {...form.register('title')}
        error={errors.title?.message}
      />
      <AreaField
        label={t('extra.description')}
        hint={t('extra.descriptionHint')}
        rows={3}
        maxLength={5000}
        {...form.register('description')}
        error={errors.description?.message}
      />
      <Field
        label={t('extra.price', { currency: currency ?? shop.currency })}
        hint={t('extra.priceHint')}
        inputMode="decimal"
        autoComplete="off"
        placeholder="12.50"
        {...form.register('amount')}
        error={errors.amount?.message}
      />
      <div className="acts">
        <Button onPress={onDone}>{t('ui:cancel')}</Button>
        <Button type="submit" look="ink" isPending={isSubmitting}>
          {t('extra.go')}
        </Button>
      </div>
    </form>
  )
}
