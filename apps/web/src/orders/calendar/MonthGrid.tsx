import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { formatDay } from '../../ui/format.ts'
import type { Days } from './CalendarPage.tsx'
import { DueLink } from './DueLink.tsx'

type MonthGridProps = { days: Days; month: string; today: string }

/** As many as fit a day before the rest folds. */
const SHOWN = 4

export function MonthGrid({ days, month, today }: MonthGridProps) {
  const { shop } = useShop()
  const weeks = Array.from({ length: Math.ceil(days.length / 7) }, (_, i) => days.slice(i * 7, i * 7 + 7))
  const weekday = new Intl.DateTimeFormat(shop.locale === 'en' ? 'en-GB' : shop.locale, {
    weekday: 'short',
    timeZone: 'UTC',
  })
  return (
    <table className="cal">
      <thead>
        <tr>
          {days.slice(0, 7).map(({ day }) => (
            <th scope="col" key={day}>
              {weekday.format(new Date(`${day}T12:00:00Z`))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.day}>
            {week.map((day) => (
              <Day key={day.day} {...day} isOther={!day.day.startsWith(month)} isToday={day.day === today} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type DayProps = Days[number] & { isOther: boolean; isToday: boolean }

function Day({ day, isWorking, due, isOther, isToday }: DayProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const [open, setOpen] = useState(false)
  const names = ['cal-day', isWorking ? '' : 'is-off', isOther ? 'is-other' : '', isToday ? 'is-today' : '']
  const folded = open || due.length <= SHOWN ? 0 : due.length - SHOWN + 1
  return (
    <td className={names.filter(Boolean).join(' ')}>
      <p className="cal-n num">
        <span aria-hidden="true">{Number(day.slice(8))}</span>
        <span className="sr">
          {formatDay(day, { locale: shop.locale })}
          {isToday ? `, ${t('calendar.isToday')}` : ''}
          {isWorking ? '' : `, ${t('calendar.off')}`}
        </span>
      </p>
      {due.length > 0 ? (
        <ul>
          {due.slice(0, due.length - folded).map((entry) => (
            <li key={`${entry.order.code}${entry.kind}${entry.stage?.id ?? ''}`}>
              <DueLink entry={entry} />
            </li>
          ))}
        </ul>
      ) : null}
      {folded > 0 ? (
        <button type="button" className="cal-more" onClick={() => setOpen(true)}>
          {t('calendar.more', { count: folded })}
        </button>
      ) : null}
    </td>
  )
}
