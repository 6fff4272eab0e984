import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Empty } from '../../ui/Empty.tsx'
import { formatDay } from '../../ui/format.ts'
import type { Days } from './CalendarPage.tsx'
import { DueLink } from './DueLink.tsx'

/** The days of a month on which something is due, one below the other; today always. */
export function Agenda({ days, month, today }: { days: Days; month: string; today: string }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const shown = days.filter(({ day, due }) => day.startsWith(month) && (due.length > 0 || day === today))
  if (shown.every(({ due }) => due.length === 0))
    return (
      <Empty title={t('calendar.none')}>
        <p>{t('calendar.noneText')}</p>
      </Empty>
    )
  return (
    <ol className="agenda">
      {shown.map(({ day, isWorking, due }) => (
        <li key={day} className={day === today ? 'is-today' : undefined}>
          <h3>
            {formatDay(day, { locale: shop.locale, today })}
            {day === today ? <span className="c3"> {t('calendar.isToday')}</span> : null}
            {isWorking ? null : <span className="c3"> {t('calendar.off')}</span>}
          </h3>
          {due.length === 0 ? <p className="c3">{t('calendar.nothing')}</p> : null}
          <ul>
            {due.map((entry) => (
              <li key={`${entry.order.code}${entry.kind}${entry.stage?.id ?? ''}`}>
                <DueLink entry={entry} long />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}
