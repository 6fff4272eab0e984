import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api.ts'
import { NotFound } from './NotFound.tsx'
import { ToldFailure } from './Told.tsx'

/** A screen that could not be shown: what happened, and a way to try again. */
export function Broken({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useTranslation('ui')
  if (error instanceof ApiProblem && error.status === 404) return <NotFound />
  return (
    <main className="nf">
      <h1 className="sr">{t('failed.title')}</h1>
      <ToldFailure error={error} onRetry={reset ?? (() => location.reload())} />
    </main>
  )
}
