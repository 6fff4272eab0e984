import type { OrderRowDto } from '@proofroom/contract'
import { CalendarClock, Clock } from 'lucide-react'
import { Trans, useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { dayIn, daysBetween, firstName, formatAge, formatInstant } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'

type ClocksProps = { yours: OrderRowDto[]; all: OrderRowDto[]; now: Date }

const longestWaiting = (rows: OrderRowDto[]) =>
  rows.reduce<OrderRowDto | null>((a, b) => (a && a.move.since <= b.move.since ? a : b), null)

/** The two clocks a shop is judged by: who waits longest on us, and what is promised next. */
export function Clocks({ yours, all, now }: ClocksProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const today = dayIn(shop.timezone, now)
  const unanswered = longestWaiting(yours.filter((row) => row.move.reason === 'reply'))
  const oldest = unanswered ?? longestWaiting(yours)
  const days = all.flatMap((row) => (row.dueOn ? [daysBetween(today, row.dueOn)] : []))
  const late = days.filter((day) => day < 0).length
  const soon = days.filter((day) => day === 0 || day === 1).length
  if (!oldest && late === 0 && soon === 0) return null
  return (
    <div className="clocks">
      {oldest ? <LongestWait row={oldest} isReply={unanswered !== null} now={now} /> : null}
      {late > 0 || soon > 0 ? (
        <span>
          <Icon of={CalendarClock} size={16} />
          <span>
            {late > 0 ? (
              <Trans t={t} i18nKey="queue.late" count={late} components={{ b: <b className="red" /> }} />
            ) : null}
            {late > 0 && soon > 0 ? ', ' : null}
            {soon > 0 ? <Trans t={t} i18nKey="queue.soon" count={soon} components={{ b: <b /> }} /> : null}
          </span>
        </span>
      ) : null}
    </div>
  )
}

function LongestWait({ row, isReply, now }: { row: OrderRowDto; isReply: boolean; now: Date }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const isLate = isReply && (row.due?.late ?? false)
  const at = isReply ? row.due?.at : null
  return (
    <span>
      <Icon of={Clock} size={16} />
      <span>
        <Trans
          t={t}
          i18nKey={isLate ? 'queue.replyLate' : at ? 'queue.oldestReply' : 'queue.longest'}
          values={{
            age: formatAge(row.move.since, now),
            name: firstName(row.customerName),
            by: at ? formatInstant(at, { timeZone: shop.timezone, now }) : '',
          }}
          components={{ b: <b className={isLate ? 'red' : undefined} /> }}
        />
      </span>
    </span>
  )
}
