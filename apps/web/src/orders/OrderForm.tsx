import { Plus } from 'lucide-react'
import { useState } from 'react'
import { FormProvider, useFieldArray, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { placeProblem, schemaResolver } from '../ui/form.ts'
import { Icon } from '../ui/Icon.tsx'
import { Told } from '../ui/Told.tsx'
import { ItemFields } from './ItemFields.tsx'
import { blankItem, inputOf, OrderFormInput, type OrderValues, withoutGaps } from './order-form.ts'
import './order-form.css'

type OrderFormProps = {
  /** Something to know before anything is changed. */
  note?: string | null
  values: OrderValues
  go: string
  /** An order's number is set once, when it is created. */
  withLabel: boolean
  onSubmit: (input: OrderFormInput) => Promise<void>
  onCancel: () => void
}

const known = (name: string) =>
  /^(customer\.(name|email)|dueOn|label|items\.\d+\.(title|quantity|productId|personalization\.\d+\.(name|value)))$/.test(
    name,
  )

/** One short form: who, what, the words on it, by when. More than one item is folded away. */
export function OrderForm({ note, values, go, withLabel, onSubmit, onCancel }: OrderFormProps) {
  const { t } = useTranslation(['orders', 'ui'])
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm<OrderValues, unknown, OrderFormInput>({
    defaultValues: values,
    resolver: schemaResolver(OrderFormInput, inputOf),
  })
  const items = useFieldArray({ control: form.control, name: 'items' })
  const { errors, isSubmitting } = form.formState
  const check = form.handleSubmit(async (input) => {
    setProblem(null)
    await onSubmit(input).catch((error: unknown) =>
      setProblem(placeProblem(error, known, form.setError, t('ui:failed.unknown'))),
    )
  })
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    form.setValue('items', withoutGaps(form.getValues('items')))
    void check(event)
  }
  return (
    <FormProvider {...form}>
      <form className="of" onSubmit={submit} noValidate>
        {note ? <p className="note">{note}</p> : null}
        {problem ? <Told title={problem} /> : null}
        <div className="of-two">
          <Field
            label={t('new.who')}
            autoComplete="off"
            {...form.register('customer.name')}
            error={errors.customer?.name?.message}
          />
          <Field
            label={t('new.email')}
            optional={t('ui:optional')}
            type="email"
            autoComplete="off"
            hint={t('new.emailHint')}
            {...form.register('customer.email')}
            error={errors.customer?.email?.message}
          />
        </div>
        {items.fields.map((item, index) => (
          <ItemFields
            key={item.id}
            index={index}
            alone={items.fields.length === 1}
            onRemove={() => items.remove(index)}
          />
        ))}
        <div>
          <Button size="sm" look="quiet" onPress={() => items.append(blankItem())}>
            <Icon of={Plus} size={16} />
            {t('new.addItem')}
          </Button>
        </div>
        <div className="of-two">
          <Field
            label={t('new.due')}
            optional={t('ui:optional')}
            type="date"
            {...form.register('dueOn')}
            error={errors.dueOn?.message}
          />
          {withLabel ? (
            <Field
              label={t('new.label')}
              optional={t('ui:optional')}
              autoComplete="off"
              hint={t('new.labelHint')}
              {...form.register('label')}
              error={errors.label?.message}
            />
          ) : null}
        </div>
        <div className="acts">
          <Button onPress={onCancel}>{t('ui:cancel')}</Button>
          <Button type="submit" look="ink" isPending={isSubmitting}>
            {go}
          </Button>
        </div>
      </form>
    </FormProvider>
  )
}
