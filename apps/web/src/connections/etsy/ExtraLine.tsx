import type { EtsyExtraDto, OrderDto, OrderEtsyDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { formatInstant, formatPrice } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { MoveMark, type MoveMarkKind } from '../../ui/MoveMark.tsx'
import { useNow } from '../../ui/useNow.ts'
import { actOnExtra, orderEtsyQuery } from './api.ts'
import { ExtraQuestion } from './ExtraQuestion.tsx'
import { useEtsyAct } from './useEtsyAct.ts'

/** Whose move it is; of what was taken back it is nobody's. */
const MARKS: Record<Exclude<EtsyExtraDto['state'], 'withdrawn'>, MoveMarkKind> = {
  ...{ intended: 'wait', by_hand: 'needs', draft: 'you', publishing: 'wait', listed: 'wait' },
  ...{ bought: 'ok', withdrawing: 'wait' },
}

/** One piece of extra work: what it is, how far it is, and what may be done with it. */
export function ExtraLine({ order, extra }: { order: OrderDto; extra: EtsyExtraDto }) {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  return (
    <li className="es-extra">
      {extra.state === 'withdrawn' ? <span /> : <MoveMark kind={MARKS[extra.state]} />}
      <div className="es-extra-words">
        <p className="es-extra-top">
          <b className="w5">{extra.title}</b>
          <span className="num">{formatPrice(extra.amount, extra.currency, shop.locale)}</span>
        </p>
        <p className="c2 t13">{useStanding(extra)}</p>
        {extra.problem ? <p className="amber t13">{extra.problem.message}</p> : null}
        <div className="es-acts">
          {extra.url && hasPage(extra) ? (
            <a className={buttonClass({ size: 'sm' })} href={extra.url} target="_blank" rel="noreferrer">
              {t('extra.see')} <Icon of={ExternalLink} size={14} />
            </a>
          ) : null}
          <Acts order={order} extra={extra} />
        </div>
      </div>
    </li>
  )
}

/** A draft has none yet, and what was taken off has none any more; unless that did not work. */
const hasPage = ({ state, problem }: EtsyExtraDto) =>
  state === 'listed' || state === 'bought' || state === 'withdrawing' || (state === 'withdrawn' && problem !== null)

function useStanding({ state, ended, boughtAt }: EtsyExtraDto): string {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  const now = useNow()
  if (state === 'withdrawn') return t(`extra.ended.${ended ?? 'taken_back'}`)
  const at = boughtAt ? formatInstant(boughtAt, { timeZone: shop.timezone, locale: shop.locale, now }) : ''
  return t(`extra.state.${state}`, { at })
}

type Asked = 'publish' | 'withdraw'

function Acts({ order, extra }: { order: OrderDto; extra: EtsyExtraDto }) {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  const client = useQueryClient()
  const { act, pending } = useEtsyAct()
  const [asked, setAsked] = useState<Asked | null>(null)
  const { publish, retry, withdraw } = extra.can
  const go = async (what: Asked | 'retry') => {
    setAsked(null)
    const now = await act<OrderEtsyDto>((code) => actOnExtra(code, order.code, { id: extra.id, what }))
    if (now) client.setQueryData(orderEtsyQuery(shop.code, order.code).queryKey, now)
  }
  return (
    <>
      {publish.allowed ? (
        <Button size="sm" isPending={pending} onPress={() => setAsked('publish')}>
          {t('extra.publish')}
        </Button>
      ) : null}
      {retry.allowed ? (
        <Button size="sm" isPending={pending} onPress={() => void go('retry')}>
          {t('extra.retry')}
        </Button>
      ) : null}
      {withdraw.allowed ? (
        <Button size="sm" look="quiet" isPending={pending} onPress={() => setAsked('withdraw')}>
          {t('extra.withdraw')}
        </Button>
      ) : null}
      <ExtraQuestion extra={extra} asked={asked} onClose={() => setAsked(null)} onGo={(what) => void go(what)} />
    </>
  )
}
