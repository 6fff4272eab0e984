import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../page-store.ts'
import { Card } from './Card.tsx'
import { problemKey, worthRetrying } from './problem-key.ts'

/** What happened, what is safe, what to do next. */
export function ProblemPage({ problem, retry }: { problem: Problem; retry: () => Promise<void> }) {
  const { t } = useTranslation('customer')
  const [busy, setBusy] = useState(false)
  const key = problemKey(problem.code)
  const again = async () => {
    setBusy(true)
    await retry()
    setBusy(false)
  }
  return (
    <main className="cu-problem">
      <h1 className="sr">{t('problem.page')}</h1>
      <Card title={t(`problem.${key}_title`)} text={t(`problem.${key}_text`)}>
        {worthRetrying(key) && (
          <button type="button" className="b b-lg b-ink" disabled={busy} onClick={again}>
            {t('problem.retry')}
          </button>
        )}
        {key === 'server' && problem.requestId && (
          <p className="t13 c3">{t('problem.id', { id: problem.requestId })}</p>
        )}
      </Card>
    </main>
  )
}
