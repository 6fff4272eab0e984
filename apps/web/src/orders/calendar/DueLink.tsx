import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { MoveMark, type MoveMarkKind } from '../../ui/MoveMark.tsx'
import type { Entry } from './CalendarPage.tsx'

const MARKS: Record<Entry['kind'], MoveMarkKind> = {
  reply: 'you',
  update: 'you',
  proof: 'you',
  decision: 'wait',
  stage: 'make',
  ship: 'make',
}

/** One thing that is due: what, for whom, at what hour where it has one. Leads to the order. */
export function DueLink({ entry, long }: { entry: Entry; long?: boolean }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const isLate = entry.late && entry.kind !== 'decision'
  const at = entry.at
    ? new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: shop.timezone }).format(
        new Date(entry.at),
      )
    : null
  const what = entry.stage
    ? t('calendar.kind.stage', { stage: entry.stage.name })
    : t(`calendar.kind.${entry.kind as 'ship'}`)
  return (
    <Link
      className={isLate ? 'cal-due is-late' : 'cal-due'}
      to="/s/$shop/orders/$order"
      params={{ shop: shop.code, order: entry.order.code }}
      title={`${what}: ${entry.customerName}, ${entry.order.title}`}
    >
      <MoveMark kind={isLate ? 'late' : MARKS[entry.kind]} />
      <span className="el">
        <span className="c2">
          {what}
          {at ? ` ${at}` : ''}{' '}
        </span>
        {entry.customerName}
        {long ? <span className="c2 cal-title"> {entry.order.title}</span> : null}
      </span>
    </Link>
  )
}
