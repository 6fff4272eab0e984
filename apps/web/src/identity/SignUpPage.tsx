import { SignUpInput } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { placeProblem, schemaResolver } from '../ui/form.ts'
import { Told } from '../ui/Told.tsx'
import { signUp, siteQuery } from './api.ts'
import { Door } from './Door.tsx'
import { useEnter } from './useEnter.ts'

const FIELDS = ['name', 'email', 'password', 'shopName'] as const

export function SignUpPage() {
  const { t } = useTranslation('identity')
  const closed = useQuery(siteQuery).data?.signup === false
  const foot = (
    <>
      {t('signUp.have')} <Link to="/sign-in">{t('signIn.go')}</Link>
    </>
  )
  if (closed) return <Door title={t('signUp.closed')} lead={t('signUp.closedLead')} foot={foot} />
  return (
    <Door title={t('signUp.title')} lead={t('signUp.lead')} foot={foot}>
      <SignUpForm />
    </Door>
  )
}

function SignUpForm() {
  const { t } = useTranslation(['identity', 'ui'])
  const enter = useEnter()
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({
    defaultValues: { name: '', email: '', password: '', shopName: '' },
    resolver: schemaResolver(SignUpInput),
  })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async (input) => {
    setProblem(null)
    await signUp(input).then(
      (me) => enter(me),
      (error: unknown) => setProblem(placeProblem(error, FIELDS, form.setError, t('ui:failed.unknown'))),
    )
  })
  return (
    <form onSubmit={submit} noValidate>
      {problem ? <Told title={problem} /> : null}
      <Field label={t('name')} autoComplete="name" {...form.register('name')} error={errors.name?.message} />
      <Field
        label={t('shopName')}
        autoComplete="organization"
        hint={t('shopNameHint')}
        {...form.register('shopName')}
        error={errors.shopName?.message}
      />
      <Field
        label={t('email')}
        type="email"
        autoComplete="username"
        {...form.register('email')}
        error={errors.email?.message}
      />
      <Field
        label={t('password')}
        type="password"
        autoComplete="new-password"
        hint={t('passwordHint')}
        {...form.register('password')}
        error={errors.password?.message}
      />
      <Button type="submit" look="ink" wide isPending={isSubmitting}>
        {t('signUp.go')}
      </Button>
    </form>
  )
}
