import type { OrderRowDto } from '@proofroom/contract'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { manages, useShop } from '../identity/shop.ts'
import { Button } from '../ui/Button.tsx'
import { formatAge } from '../ui/format.ts'
import { MoveMark } from '../ui/MoveMark.tsx'
import { Thumb } from '../ui/Thumb.tsx'
import { wordDue } from './due-words.ts'
import { say } from './say.ts'
import { actOf, markOf, whyOf } from './why.ts'

type QueueRowProps = {
  row: OrderRowDto
  now: Date
  selected: boolean
  /** The same function for every row, so that choosing one draws two rows and not all of them. */
  onSelect: (code: string) => void
  onAct: (row: OrderRowDto) => void
}

/** What both kinds of rows say, worked out once. */
function useRowWords(row: OrderRowDto, now: Date) {
  const { t } = useTranslation('orders')
  const { shop, role } = useShop()
  const why = whyOf(row, now)
  const act = actOf(row, manages(role))
  const due = row.due && wordDue(row.due, row.move.reason, { timeZone: shop.timezone, locale: shop.locale, now })
  return {
    shop: shop.code,
    why: say(t, why),
    act,
    actLabel: act === 'answer' ? t('act.answer', { count: row.openRequests }) : t(`act.${act}`),
    late: due?.late ?? false,
    dueLabel: due ? say(t, due) : t('due.none'),
    waits: t('due.waits', { age: formatAge(row.move.since, now) }),
  }
}

function OrderLink({ row, shop, className }: { row: OrderRowDto; shop: string; className?: string }) {
  return (
    <Link className={className} to="/s/$shop/orders/$order" params={{ shop, order: row.code }}>
      {row.customerName}
    </Link>
  )
}

/** A row of "Your move": what, why, since when, due when, and the button that does it. */
export const QueueRow = memo(function QueueRow({ row, now, selected, onSelect, onAct }: QueueRowProps) {
  const words = useRowWords(row, now)
  return (
    <li
      className={selected ? 'q on' : 'q'}
      data-row={row.code}
      aria-current={selected ? 'true' : undefined}
      onFocus={() => onSelect(row.code)}
    >
      <Thumb src={row.thumb} size={56} />
      <div className="q-what">
        <p className="t">
          <b>
            <OrderLink row={row} shop={words.shop} />
          </b>
          <span className="c2 el">{row.title}</span>
        </p>
        <p className="why">
          <MoveMark kind={markOf(row.move, words.late)} />
          <span className="el">{words.why}</span>
        </p>
      </div>
      <div className="when">
        <b className={words.late ? 'red' : undefined}>{words.dueLabel}</b>
        {words.waits}
      </div>
      <Button look={selected ? 'ink' : 'plain'} onPress={() => onAct(row)} data-act="">
        {words.actLabel}
      </Button>
    </li>
  )
})

/** A row of "Waiting on customers" (with a nudge to copy), of "Making" or "On hold" (with what is due). */
export const SideRow = memo(function SideRow({ row, now, selected, onSelect, onAct }: QueueRowProps) {
  const words = useRowWords(row, now)
  return (
    <li
      className={selected ? 'w on' : 'w'}
      data-row={row.code}
      aria-current={selected ? 'true' : undefined}
      onFocus={() => onSelect(row.code)}
    >
      <Thumb src={row.thumb} size={40} />
      <div className="q-what">
        <p className="t el">
          <OrderLink row={row} shop={words.shop} />
        </p>
        <p className="m el">{words.why}</p>
      </div>
      {words.act !== 'nudge' ? (
        <span className={words.late ? 'r red' : 'r'}>{words.dueLabel}</span>
      ) : (
        <Button size="sm" onPress={() => onAct(row)} data-act="">
          {words.actLabel}
        </Button>
      )}
    </li>
  )
})
