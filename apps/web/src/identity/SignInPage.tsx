import { SignInInput } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { placeProblem, schemaResolver } from '../ui/form.ts'
import { Told } from '../ui/Told.tsx'
import { signIn, signInToDemo, siteQuery } from './api.ts'
import { Door } from './Door.tsx'
import { useEnter } from './useEnter.ts'

const FIELDS = ['email', 'password'] as const

export function SignInPage() {
  const { t } = useTranslation(['identity', 'ui'])
  const { next } = useSearch({ from: '/sign-in' })
  const site = useQuery(siteQuery).data
  const enter = useEnter(next)
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({ defaultValues: { email: '', password: '' }, resolver: schemaResolver(SignInInput) })
  const { errors, isSubmitting } = form.formState
  const refused = (error: unknown) => setProblem(placeProblem(error, FIELDS, form.setError, t('ui:failed.unknown')))
  const submit = form.handleSubmit(async (input) => {
    setProblem(null)
    await signIn(input).then(enterHome, refused)
  })
  const enterHome = (me: Parameters<typeof enter>[0]) => enter(me)
  return (
    <Door
      title={t('signIn.title')}
      foot={
        site?.signup ? (
          <>
            {t('signIn.new')} <Link to="/sign-up">{t('signIn.signUp')}</Link>
          </>
        ) : null
      }
    >
      {site?.demo ? (
        <div className="door-stack">
          <DemoButton onEnter={enterHome} onRefused={refused} />
          <p className="door-or">{t('signIn.or')}</p>
        </div>
      ) : null}
      <form onSubmit={submit} noValidate>
        {problem ? <Told title={problem} /> : null}
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
          autoComplete="current-password"
          {...form.register('password')}
          error={errors.password?.message}
        />
        <Button type="submit" look={site?.demo ? 'plain' : 'ink'} wide isPending={isSubmitting}>
          {t('signIn.go')}
        </Button>
        <p>
          <Link to="/forgot" className="link c2">
            {t('signIn.forgot')}
          </Link>
        </p>
      </form>
    </Door>
  )
}

type DemoProps = {
  onEnter: (me: Awaited<ReturnType<typeof signInToDemo>>) => void
  onRefused: (error: unknown) => void
}

/** Only where the server says there is a demo shop. */
function DemoButton({ onEnter, onRefused }: DemoProps) {
  const { t } = useTranslation('identity')
  const [busy, setBusy] = useState(false)
  const open = async () => {
    setBusy(true)
    await signInToDemo().then(onEnter, onRefused)
    setBusy(false)
  }
  return (
    <Button look="ink" wide isPending={busy} onPress={() => void open()}>
      {t('signIn.demo')}
    </Button>
  )
}
