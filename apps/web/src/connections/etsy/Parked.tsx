import type { EtsyParkedDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { formatInstant } from '../../ui/format.ts'
import { RowsSkeleton } from '../../ui/Skeleton.tsx'
import { ToldFailure } from '../../ui/Told.tsx'
import { toast } from '../../ui/toasts.ts'
import { useNow } from '../../ui/useNow.ts'
import { parkedQuery, putAway, replay, replayAll } from './api.ts'
import { Topic } from './Topic.tsx'
import { useEtsyAct } from './useEtsyAct.ts'

/** Orders that could not come in, each with why and the way to try it again. */
export function Parked() {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  const list = useQuery(parkedQuery(shop.code))
  const { act, pending } = useEtsyAct()
  const parked = list.data?.parked ?? []
  return (
    <Topic title={t('parked.title')} lead={t('parked.lead')}>
      {list.isPending ? <RowsSkeleton rows={2} thumb={0} /> : null}
      {list.error ? <ToldFailure error={list.error} onRetry={() => void list.refetch()} /> : null}
      <ul className="es-list">
        {parked.map((one) => (
          <ParkedRow key={one.id} parked={one} />
        ))}
      </ul>
      {parked.length > 1 ? (
        <p>
          <Button isPending={pending} onPress={() => void act(replayAll)}>
            {t('parked.replayAll')}
          </Button>
        </p>
      ) : null}
    </Topic>
  )
}

function ParkedRow({ parked: { id, receiptId, buyer, reason, tries, lastAt, url } }: { parked: EtsyParkedDto }) {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  const now = useNow()
  const { act, pending } = useEtsyAct()
  const again = async () => {
    const now = await act((code) => replay(code, id))
    if (now) toast(now.parked.some((one) => one.id === id) ? t('parked.still') : t('parked.in'))
  }
  const at = formatInstant(lastAt, { timeZone: shop.timezone, locale: shop.locale, now })
  return (
    <li>
      <div>
        <p className="w5 num">
          {buyer ? t('parked.from', { id: receiptId, buyer }) : t('parked.order', { id: receiptId })}
        </p>
        <p>{reason}</p>
        <p className="c2 t13 num">{t('parked.tries', { count: tries, at })}</p>
      </div>
      <div className="es-acts">
        <Button size="sm" isPending={pending} onPress={() => void again()}>
          {t('parked.replay')}
        </Button>
        {url ? (
          <a className={buttonClass({ size: 'sm', look: 'quiet' })} href={url} target="_blank" rel="noreferrer">
            {t('parked.etsy')}
          </a>
        ) : null}
        <Button
          size="sm"
          look="quiet"
          isPending={pending}
          onPress={() => void act((code) => putAway(code, id), t('parked.awayDone'))}
        >
          {t('parked.away')}
        </Button>
      </div>
    </li>
  )
}
