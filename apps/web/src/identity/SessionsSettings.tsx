import type { SessionDto } from '@proofroom/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Monitor } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { formatInstant } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { sentenceOf, ToldFailure } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { useNow } from '../ui/useNow.ts'
import { endSession, mySessionsQuery } from './api.ts'
import { useShop } from './shop.ts'

export function SessionsSettings() {
  const { t } = useTranslation('identity')
  const list = useQuery(mySessionsQuery)
  return (
    <section className="set-topic" aria-labelledby="set-sessions">
      <div>
        <h2 className="h2" id="set-sessions">
          {t('settings.sessions')}
        </h2>
        <p>{t('settings.sessionsLead')}</p>
      </div>
      <div>
        {list.isPending ? <RowsSkeleton rows={2} thumb={32} /> : null}
        {list.error ? <ToldFailure error={list.error} onRetry={() => void list.refetch()} /> : null}
        <ul className="set-list">
          {list.data?.sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      </div>
    </section>
  )
}

function SessionRow({ session }: { session: SessionDto }) {
  const { t } = useTranslation(['identity', 'ui'])
  const { shop } = useShop()
  const now = useNow()
  const client = useQueryClient()
  const at = (iso: string) => formatInstant(iso, { timeZone: shop.timezone, now })
  const end = async () => {
    await endSession(session.id).then(
      () => toast(t('settings.sessionEnded')),
      (error: unknown) => toast(sentenceOf(error, t('ui:failed.unknown'))),
    )
    await client.invalidateQueries({ queryKey: mySessionsQuery.queryKey })
  }
  return (
    <li>
      <span className="ico">
        <Icon of={Monitor} />
      </span>
      <div className="el">
        <p className="w5 el">{session.device || t('settings.device')}</p>
        <p className="m num el">
          {t('settings.sessionTimes', { since: at(session.createdAt), seen: at(session.lastSeenAt) })}
        </p>
      </div>
      <div className="acts">
        {session.current ? (
          <span className="c2">{t('settings.thisOne')}</span>
        ) : (
          <Button size="sm" onPress={() => void end()}>
            {t('settings.endSession')}
          </Button>
        )}
      </div>
    </li>
  )
}
