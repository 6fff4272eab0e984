import { AskPasswordResetInput } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { placeProblem, schemaResolver } from '../ui/form.ts'
import { Told } from '../ui/Told.tsx'
import { askPasswordReset, siteQuery } from './api.ts'
import { Door } from './Door.tsx'

const RESET_COMMAND = 'npm run reset-password --'

/** Says honestly which of the two ways this installation has: a mail, or the person who runs it. */
export function ForgotPage() {
  const { t } = useTranslation('identity')
  const site = useQuery(siteQuery).data
  const foot = <Link to="/sign-in">{t('forgot.back')}</Link>
  if (site && !site.mail) return <AskOperator foot={foot} />
  return (
    <Door title={t('forgot.title')} lead={t('forgot.lead')} foot={foot}>
      <ForgotForm />
    </Door>
  )
}

function AskOperator({ foot }: { foot: React.ReactNode }) {
  const { t } = useTranslation('identity')
  const [email, setEmail] = useState('')
  return (
    <Door title={t('forgot.title')} lead={t('forgot.noMail')} foot={foot}>
      <div className="door-stack">
        <Field
          label={t('email')}
          type="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <p>{t('forgot.command')}</p>
        <code className="door-code">
          {RESET_COMMAND} {email.trim() || t('forgot.placeholder')}
        </code>
        <p className="c2">{t('forgot.after')}</p>
      </div>
    </Door>
  )
}

function ForgotForm() {
  const { t } = useTranslation(['identity', 'ui'])
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({ defaultValues: { email: '' }, resolver: schemaResolver(AskPasswordResetInput) })
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState
  const submit = form.handleSubmit(async ({ email }) => {
    setProblem(null)
    try {
      await askPasswordReset(email)
    } catch (error) {
      setProblem(placeProblem(error, ['email'] as const, form.setError, t('ui:failed.unknown')))
      throw error
    }
  })
  if (isSubmitSuccessful)
    return (
      <p className="note door-told" role="status">
        {t('forgot.sent')}
      </p>
    )
  return (
    <form onSubmit={(event) => void submit(event).catch(() => undefined)} noValidate>
      {problem ? <Told title={problem} /> : null}
      <Field
        label={t('email')}
        type="email"
        autoComplete="username"
        {...form.register('email')}
        error={errors.email?.message}
      />
      <Button type="submit" look="ink" wide isPending={isSubmitting}>
        {t('forgot.go')}
      </Button>
    </form>
  )
}
