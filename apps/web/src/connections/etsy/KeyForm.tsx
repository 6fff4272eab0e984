import { EtsyKeyInput } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { placeProblem, schemaResolver } from '../../ui/form.ts'
import { Told } from '../../ui/Told.tsx'
import { toast } from '../../ui/toasts.ts'
import { etsyKey, keepKey } from './api.ts'

type Values = { keystring: string; sharedSecret: string; webhookSecret: string }

const inputOf = ({ webhookSecret, ...rest }: Values) => ({ ...rest, webhookSecret: webhookSecret.trim() || null })
const FIELDS = ['keystring', 'sharedSecret', 'webhookSecret'] as const

/** The words of an app of one's own. They are never shown again. */
export function KeyForm({ onDone, canLeave }: { onDone: () => void; canLeave: boolean }) {
  const { t } = useTranslation(['etsy', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm<Values, unknown, EtsyKeyInput>({
    defaultValues: { keystring: '', sharedSecret: '', webhookSecret: '' },
    resolver: schemaResolver(EtsyKeyInput, inputOf),
  })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async (input) => {
    setProblem(null)
    try {
      await keepKey(shop.code, input)
      await client.invalidateQueries({ queryKey: etsyKey(shop.code) })
      toast(t('key.saved'))
      onDone()
    } catch (error) {
      setProblem(placeProblem(error, FIELDS, form.setError, t('ui:failed.unknown')))
    }
  })
  const plain = { autoComplete: 'off', spellCheck: false }
  return (
    <form className="set-fields" onSubmit={submit} noValidate>
      {problem ? <Told title={problem} /> : null}
      <Field label={t('key.keystring')} {...plain} {...form.register('keystring')} error={errors.keystring?.message} />
      <Field
        label={t('key.secret')}
        {...plain}
        {...form.register('sharedSecret')}
        error={errors.sharedSecret?.message}
      />
      <Field
        label={t('key.webhookSecret')}
        optional={t('ui:optional')}
        hint={t('key.webhookHint')}
        placeholder="whsec_"
        {...plain}
        {...form.register('webhookSecret')}
        error={errors.webhookSecret?.message}
      />
      <div className="es-acts">
        <Button type="submit" look="ink" isPending={isSubmitting}>
          {t('key.save')}
        </Button>
        {canLeave ? (
          <Button look="quiet" onPress={onDone}>
            {t('key.cancel')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}
