import type { EtsyConnectionDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { manages, useShop } from '../../identity/shop.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { connectionQuery } from './api.ts'
import './words.ts'
import './etsy.css'

/** Above the queue: what of the connection waits for a person. Nothing while nothing does. */
export default function EtsyNote() {
  const { t } = useTranslation('etsy')
  const { shop, role } = useShop()
  const { data } = useQuery({ ...connectionQuery(shop.code), enabled: manages(role) })
  const waits = data && waitsOf(data)
  if (!waits) return null
  return (
    <div className="es-note" role="status">
      <b>{waits === 'broken' ? t('note.broken') : t(`note.${waits}`, { count: data.counts[waits] })}</b>
      {waits === 'broken' ? <span className="c2">{t('note.brokenLead')}</span> : null}
      <span className="sp" />
      <Link className={buttonClass({ size: 'sm' })} to="/s/$shop/settings/etsy" params={{ shop: shop.code }}>
        {t('note.show')}
      </Link>
    </div>
  )
}

const WAITING = ['parked', 'tasks', 'questions'] as const

function waitsOf({ state, counts }: EtsyConnectionDto): 'broken' | (typeof WAITING)[number] | null {
  if (state === 'off') return null
  if (state === 'broken') return 'broken'
  return WAITING.find((one) => counts[one] > 0) ?? null
}
