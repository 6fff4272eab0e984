import { ResetPasswordInput } from '@proofroom/contract'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { placeProblem, schemaResolver } from '../ui/form.ts'
import { Told } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { resetPassword } from './api.ts'
import { Door } from './Door.tsx'

export function ResetPage() {
  const { t } = useTranslation('identity')
  const { token } = useSearch({ from: '/reset' })
  const foot = <Link to="/forgot">{t('reset.again')}</Link>
  if (!token) return <Door title={t('reset.noToken')} lead={t('reset.noTokenLead')} foot={foot} />
  return (
    <Door title={t('reset.title')} lead={t('reset.lead')} foot={foot}>
      <ResetForm token={token} />
    </Door>
  )
}

function ResetForm({ token }: { token: string }) {
  const { t } = useTranslation(['identity', 'ui'])
  const navigate = useNavigate()
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({ defaultValues: { token, password: '' }, resolver: schemaResolver(ResetPasswordInput) })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async (input) => {
    setProblem(null)
    try {
      await resetPassword(input)
      toast(t('reset.done'))
      await navigate({ to: '/sign-in' })
    } catch (error) {
      setProblem(placeProblem(error, ['password'] as const, form.setError, t('ui:failed.unknown')))
    }
  })
  return (
    <form onSubmit={submit} noValidate>
      {problem ? <Told title={problem} /> : null}
      <Field
        label={t('newPassword')}
        type="password"
        autoComplete="new-password"
        hint={t('passwordHint')}
        {...form.register('password')}
        error={errors.password?.message}
      />
      <Button type="submit" look="ink" wide isPending={isSubmitting}>
        {t('reset.go')}
      </Button>
    </form>
  )
}
