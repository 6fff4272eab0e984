import type { EtsyConnectionDto } from '@proofroom/contract'
import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { formatInstant } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Told } from '../../ui/Told.tsx'
import { useNow } from '../../ui/useNow.ts'
import { isImporting, syncNow } from './api.ts'
import { ImportProgress } from './ImportProgress.tsx'
import { useConnect } from './useConnect.ts'
import { useEtsyAct } from './useEtsyAct.ts'

type StandingProps = { data: EtsyConnectionDto }

/** How it stands, in one sentence, and the one button that goes on. */
export function Standing({ data }: StandingProps) {
  if (data.state === 'broken') return <Broken data={data} />
  return (
    <>
      {data.lastError ? <LastError data={data} /> : null}
      {isImporting(data) ? <ImportProgress data={data} /> : <Well data={data} />}
    </>
  )
}

function Broken({ data: { shop, problem, can } }: StandingProps) {
  const { t } = useTranslation('etsy')
  const { connect, pending } = useConnect()
  return (
    <Told
      title={t('standing.brokenTitle', { name: shop?.name })}
      actions={
        can.connect.allowed ? (
          <Button look="ink" isPending={pending} onPress={connect}>
            {t('standing.reconnect')}
          </Button>
        ) : undefined
      }
    >
      {problem?.message} {can.connect.reason}
    </Told>
  )
}

/** Tried again by itself; whoever does not want to wait asks at once. */
function LastError({ data: { lastError, nextSyncAt, can } }: StandingProps) {
  const { t } = useTranslation('etsy')
  const at = useMoment()
  const { act, pending } = useEtsyAct()
  const mustWait = lastError?.code === 'etsy.limited' && nextSyncAt !== null
  return (
    <Told
      polite
      title={t('standing.errorTitle')}
      actions={
        can.sync.allowed && !mustWait ? (
          <Button size="sm" isPending={pending} onPress={() => void act(syncNow)}>
            {t('standing.tryAgain')}
          </Button>
        ) : undefined
      }
    >
      {lastError?.message} {mustWait ? t('standing.waits', { at: at(nextSyncAt) }) : null}
    </Told>
  )
}

function Well({ data: { shop, lastSyncedAt, can, lastError } }: StandingProps) {
  const { t } = useTranslation('etsy')
  const at = useMoment()
  const { act, pending } = useEtsyAct()
  return (
    <section className="es-stand">
      <div>
        <h2>{t('standing.title', { name: shop?.name })}</h2>
        <p className="c2 num">
          {lastSyncedAt ? t('standing.synced', { at: at(lastSyncedAt) }) : t('standing.never')}{' '}
          {shop?.url ? (
            <a className="nb" href={shop.url} target="_blank" rel="noreferrer">
              {t('standing.shop')} <Icon of={ExternalLink} size={14} />
            </a>
          ) : null}
        </p>
      </div>
      {can.sync.allowed && !lastError ? (
        <Button isPending={pending} onPress={() => void act(syncNow, t('standing.looking'))}>
          {t('standing.look')}
        </Button>
      ) : null}
    </section>
  )
}

function useMoment() {
  const { shop } = useShop()
  const now = useNow()
  return (iso: string) => formatInstant(iso, { timeZone: shop.timezone, locale: shop.locale, now })
}
