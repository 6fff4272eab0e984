import { CreateLinkInput, type OrderDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/copy.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { placeProblem, schemaResolver } from '../ui/form.ts'
import { Icon } from '../ui/Icon.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { Told } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { createLink, linksQuery } from './api.ts'

/** A link for somebody who may look or comment, never sign. */
export function SecondOpinion({ order }: { order: OrderDto }) {
  const { t } = useTranslation('orders')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="sm" look="quiet" onPress={() => setOpen(true)}>
        <Icon of={UserPlus} size={16} />
        {t('links.second')}
      </Button>
      <Dialog title={t('links.second')} lead={t('links.secondLead')} isOpen={open} onClose={() => setOpen(false)}>
        <SecondForm order={order} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function SecondForm({ order, onDone }: { order: OrderDto; onDone: () => void }) {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({
    defaultValues: { label: '', rights: 'comment' as 'comment' | 'view' },
    resolver: schemaResolver(CreateLinkInput),
  })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async (input) => {
    setProblem(null)
    try {
      const link = await createLink(shop.code, order.code, input)
      const copied = await copyText(link.url)
      toast(t(copied ? 'links.made' : 'links.madeOnly', { label: link.label }))
      void client.invalidateQueries({ queryKey: linksQuery(shop.code, order.code).queryKey })
      onDone()
    } catch (error) {
      setProblem(placeProblem(error, ['label', 'rights'] as const, form.setError, t('ui:failed.unknown')))
    }
  })
  return (
    <form className="lk-form" onSubmit={submit} noValidate>
      {problem ? <Told title={problem} /> : null}
      <Field
        label={t('links.secondWho')}
        placeholder={t('links.secondPlaceholder')}
        autoComplete="off"
        {...form.register('label')}
        error={errors.label?.message}
      />
      <SelectField
        label={t('links.secondRights')}
        value={form.watch('rights')}
        options={[
          { value: 'comment', label: t('links.secondComment') },
          { value: 'view', label: t('links.secondView') },
        ]}
        onChange={(rights) => form.setValue('rights', rights as 'comment' | 'view')}
      />
      <div className="acts">
        <Button onPress={onDone}>{t('ui:cancel')}</Button>
        <Button type="submit" look="ink" isPending={isSubmitting}>
          {t('links.make')}
        </Button>
      </div>
    </form>
  )
}
