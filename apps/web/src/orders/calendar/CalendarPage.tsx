import type { DueDaysDto, DueEntryDto } from '@proofroom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { dayIn } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { RowsSkeleton } from '../../ui/Skeleton.tsx'
import { ToldFailure } from '../../ui/Told.tsx'
import { useNarrow } from '../../ui/useNarrow.ts'
import { useNow } from '../../ui/useNow.ts'
import { useTitle } from '../../ui/useTitle.ts'
import { NewOrder } from '../NewOrder.tsx'
import { OrdersTabs } from '../OrdersTabs.tsx'
import { dueQuery } from '../table-api.ts'
import { Agenda } from './Agenda.tsx'
import { MonthGrid } from './MonthGrid.tsx'
import { plusMonths, weeksOf } from './month.ts'
import '../queue.css'
import '../orders.css'
import './calendar.css'

export type Days = DueDaysDto['days']
export type Entry = DueEntryDto

/** What is due, day by day: a month on a laptop, one list on a phone. The month stands in the address. */
export function CalendarPage() {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const today = dayIn(shop.timezone, useNow())
  const { month = today.slice(0, 7) } = useSearch({ from: '/s/$shop/railed/calendar' })
  const { from, to } = weeksOf(month)
  const due = useQuery({ ...dueQuery(shop.code, from, to), placeholderData: keepPreviousData })
  const isNarrow = useNarrow()
  const named = new Intl.DateTimeFormat(shop.locale === 'en' ? 'en-GB' : shop.locale, {
    ...({ month: 'long', year: 'numeric', timeZone: 'UTC' } as const),
  }).format(new Date(`${month}-15T12:00:00Z`))
  useTitle(t('calendar.title', { month: named }))
  return (
    <div className="olist">
      <header className="top">
        <h1 className="h1 sr">{t('calendar.title', { month: named })}</h1>
        <OrdersTabs at="calendar" />
        <span className="sp" />
        <NewOrder />
      </header>
      <div className="ol-bar cal-bar">
        <h2 className="h2" aria-live="polite">
          {named}
        </h2>
        <span className="sp" />
        <MonthLink month={plusMonths(month, -1)} label={t('calendar.before')} icon={ChevronLeft} />
        <Link
          className={buttonClass()}
          to="/s/$shop/calendar"
          params={{ shop: shop.code }}
          search={{}}
          activeProps={{}}
        >
          {t('calendar.today')}
        </Link>
        <MonthLink month={plusMonths(month, 1)} label={t('calendar.after')} icon={ChevronRight} />
      </div>
      <div className="ol-body">
        {due.isPending ? <RowsSkeleton rows={8} thumb={36} /> : null}
        {due.error ? <ToldFailure error={due.error} onRetry={() => void due.refetch()} /> : null}
        {due.data && !due.data.isWhole ? <p className="c2 cal-part">{t('calendar.part')}</p> : null}
        {due.data ? (
          isNarrow ? (
            <Agenda days={due.data.days} month={month} today={today} />
          ) : (
            <MonthGrid days={due.data.days} month={month} today={today} />
          )
        ) : null}
      </div>
    </div>
  )
}

function MonthLink({ month, label, icon }: { month: string; label: string; icon: typeof ChevronLeft }) {
  const { shop } = useShop()
  return (
    <Link
      className={buttonClass({ icon: true })}
      to="/s/$shop/calendar"
      params={{ shop: shop.code }}
      search={{ month }}
      activeProps={{}}
      aria-label={label}
    >
      <Icon of={icon} size={18} />
    </Link>
  )
}
