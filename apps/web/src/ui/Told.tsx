import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api.ts'
import { Button } from './Button.tsx'
import { MoveMark } from './MoveMark.tsx'

type ToldProps = { title: string; children?: ReactNode; actions?: ReactNode; polite?: boolean }

/** Something that did not work and what to do about it, in amber, where it happened. */
export function Told({ title, children, actions, polite }: ToldProps) {
  return (
    <div className="erb" role={polite ? 'status' : 'alert'}>
      <MoveMark kind="needs" />
      <b>{title}</b>
      {children ? <p>{children}</p> : null}
      {actions ? <div className="acts">{actions}</div> : null}
    </div>
  )
}

/** The server's own sentence where there is one. */
export function sentenceOf(error: unknown, otherwise: string): string {
  return error instanceof ApiProblem ? error.message : otherwise
}

/** A read that failed: the sentence and a way to try again. */
export function ToldFailure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('ui')
  const actions = onRetry ? (
    <Button size="sm" onPress={onRetry}>
      {t('retry')}
    </Button>
  ) : undefined
  return (
    <Told title={t('failed.title')} actions={actions}>
      {sentenceOf(error, t('failed.unknown'))}
    </Told>
  )
}
