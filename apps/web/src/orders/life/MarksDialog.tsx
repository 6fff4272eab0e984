import { MarksInput, type OrderDto } from '@proofroom/contract'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { Checkbox } from 'react-aria-components'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { AreaField, Field } from '../../ui/Field.tsx'
import { placeProblem, schemaResolver } from '../../ui/form.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Told } from '../../ui/Told.tsx'
import { markOrder } from './api.ts'
import { type MarksValues, marksOf, valuesOf } from './marks.ts'
import type { Life } from './useLife.ts'

type MarksDialogProps = { order: OrderDto; life: Life; isOpen: boolean; onClose: () => void }

/** Tags, rush, gift and the shop's own number. */
export function MarksDialog({ order, life, isOpen, onClose }: MarksDialogProps) {
  const { t } = useTranslation('orders')
  return (
    <Dialog title={t('life.marksTitle', { label: order.label })} isOpen={isOpen} onClose={onClose}>
      <MarksForm order={order} life={life} onClose={onClose} />
    </Dialog>
  )
}

function MarksForm({ order, life, onClose }: Omit<MarksDialogProps, 'isOpen'>) {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop } = useShop()
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm<MarksValues, unknown, MarksInput>({
    defaultValues: valuesOf(order),
    resolver: schemaResolver(MarksInput, marksOf),
  })
  const { errors, isSubmitting } = form.formState
  const isGift = form.watch('isGift')
  const submit = form.handleSubmit(async (input) => {
    setProblem(null)
    try {
      await life.keep(markOrder(shop.code, order.code, input), t('edit.saved'))
      onClose()
    } catch (error) {
      setProblem(placeProblem(error, ['tags', 'label'] as const, form.setError, t('ui:failed.unknown')))
    }
  })
  return (
    <form className="lf-form" onSubmit={submit} noValidate>
      {problem ? <Told title={problem} /> : null}
      <Field
        label={t('life.tags')}
        optional={t('ui:optional')}
        autoComplete="off"
        hint={t('life.tagsHint')}
        {...form.register('tags')}
        error={tagError(errors)}
      />
      <div className="lf-ticks">
        <Tick
          label={t('life.isRush')}
          isSelected={form.watch('isRush')}
          onChange={(on) => form.setValue('isRush', on)}
        />
        <Tick label={t('life.isGift')} isSelected={isGift} onChange={(on) => form.setValue('isGift', on)} />
      </div>
      {isGift ? (
        <AreaField
          label={t('life.giftNote')}
          optional={t('ui:optional')}
          rows={2}
          maxLength={500}
          {...form.register('giftNote')}
        />
      ) : null}
      <Field label={t('new.label')} autoComplete="off" {...form.register('label')} error={errors.label?.message} />
      <div className="acts">
        <Button onPress={onClose}>{t('ui:cancel')}</Button>
        <Button type="submit" look="ink" isPending={isSubmitting}>
          {t('edit.go')}
        </Button>
      </div>
    </form>
  )
}

/** Of one tag or of all of them: both stand under the one field. */
function tagError({ tags }: { tags?: unknown }): string | undefined {
  const all = (Array.isArray(tags) ? tags : [tags]) as ({ message?: string } | undefined)[]
  return all.find((one) => one?.message)?.message
}

type TickProps = { label: string; isSelected: boolean; onChange: (on: boolean) => void }

const Tick = ({ label, isSelected, onChange }: TickProps) => (
  <Checkbox className="ck" isSelected={isSelected} onChange={onChange}>
    <span className="chk" aria-hidden="true">
      {isSelected ? <Icon of={Check} size={14} /> : null}
    </span>
    {label}
  </Checkbox>
)
