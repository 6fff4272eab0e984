import { AcceptInvitationInput, type InvitationPreviewDto, type MeDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { placeProblem, schemaResolver } from '../ui/form.ts'
import { sentenceOf, Told } from '../ui/Told.tsx'
import { acceptInvitation, invitationQuery } from './api.ts'
import { Door } from './Door.tsx'
import { useEnter } from './useEnter.ts'

/** An invitation's link: join as who is signed in, or make an account on the way. */
export function JoinPage() {
  const { t } = useTranslation(['identity', 'ui'])
  const { token } = useParams({ from: '/join/$token' })
  const invitation = useQuery(invitationQuery(token))
  if (invitation.error)
    return (
      <Door
        title={t('join.notOpen')}
        lead={sentenceOf(invitation.error, t('ui:failed.unknown'))}
        foot={<Link to="/">{t('join.home')}</Link>}
      />
    )
  const preview = invitation.data
  if (!preview) return <Door title={t('join.reading')} />
  return (
    <Door
      title={t('join.title', { shop: preview.shopName })}
      lead={t(`join.role.${preview.role}`)}
      foot={
        preview.signedInAs ? null : (
          <>
            {t('signUp.have')}{' '}
            <Link to="/sign-in" search={{ next: `/join/${token}` }}>
              {t('join.signInFirst')}
            </Link>
          </>
        )
      }
    >
      {preview.signedInAs ? (
        <JoinAs token={token} preview={preview} name={preview.signedInAs} />
      ) : (
        <JoinForm token={token} preview={preview} />
      )}
    </Door>
  )
}

type JoinProps = { token: string; preview: InvitationPreviewDto }

/** The shop they just joined is the one they want to see. */
function useJoined({ preview }: JoinProps) {
  const enter = useEnter()
  return (me: MeDto) => enter(me, me.memberships.find((one) => one.shop.name === preview.shopName)?.shop.code)
}

function JoinAs({ name, ...join }: JoinProps & { name: string }) {
  const { t } = useTranslation(['identity', 'ui'])
  const joined = useJoined(join)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const accept = async () => {
    setBusy(true)
    await acceptInvitation(join.token, {}).then(joined, (error: unknown) =>
      setProblem(sentenceOf(error, t('ui:failed.unknown'))),
    )
    setBusy(false)
  }
  return (
    <div className="door-stack">
      {problem ? <Told title={problem} /> : null}
      <Button look="ink" wide isPending={busy} onPress={() => void accept()}>
        {t('join.as', { name })}
      </Button>
    </div>
  )
}

const FIELDS = ['account.name', 'account.email', 'account.password'] as const

function JoinForm(join: JoinProps) {
  const { t } = useTranslation(['identity', 'ui'])
  const joined = useJoined(join)
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({
    defaultValues: { account: { name: '', email: '', password: '' } },
    resolver: schemaResolver(AcceptInvitationInput),
  })
  const { isSubmitting } = form.formState
  const errors = form.formState.errors.account
  const submit = form.handleSubmit(async (input) => {
    setProblem(null)
    await acceptInvitation(join.token, input).then(joined, (error: unknown) =>
      setProblem(placeProblem(error, FIELDS, form.setError, t('ui:failed.unknown'))),
    )
  })
  return (
    <form onSubmit={submit} noValidate>
      {problem ? <Told title={problem} /> : null}
      <Field label={t('name')} autoComplete="name" {...form.register('account.name')} error={errors?.name?.message} />
      <Field
        label={t('email')}
        type="email"
        autoComplete="username"
        {...form.register('account.email')}
        error={errors?.email?.message}
      />
      <Field
        label={t('password')}
        type="password"
        autoComplete="new-password"
        hint={t('passwordHint')}
        {...form.register('account.password')}
        error={errors?.password?.message}
      />
      <Button type="submit" look="ink" wide isPending={isSubmitting}>
        {t('join.go')}
      </Button>
    </form>
  )
}
