import type { OrderTableRowDto } from '@proofroom/contract'
import { Link } from '@tanstack/react-router'
import { Zap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { dayIn, formatDay } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { MoveMark } from '../../ui/MoveMark.tsx'
import { Thumb } from '../../ui/Thumb.tsx'
import { dueOf } from '../due.ts'
import { say } from '../say.ts'
import { markOf, whyOf } from '../why.ts'

type TableRowProps = {
  row: OrderTableRowDto
  index: number
  now: Date
  isCurrent: boolean
  isChosen: boolean
  onChoose: ((code: string, range?: boolean) => void) | null
  onFocus: (code: string) => void
}

/** What left or was called off is never late. */
const OVER = new Set(['shipped', 'delivered', 'cancelled'])
/** Letters that a row has room for. */
const TAGS_WIDE = 16

export function TableRow({ row, index, now, isCurrent, isChosen, onChoose, onFocus }: TableRowProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const today = dayIn(shop.timezone, now)
  const isOver = OVER.has(row.move.phase)
  const due = row.dueOn ? dueOf(row.dueOn, isOver ? row.dueOn : today, shop.locale) : null
  const late = !isOver && (due?.late ?? false)
  const dueWords = isOver && row.dueOn ? formatDay(row.dueOn, { locale: shop.locale, today }) : due ? say(t, due) : '–'
  return (
    <tr
      data-row={row.code}
      aria-rowindex={index}
      className={`${isChosen ? 'is-chosen' : ''}${isCurrent ? ' is-on' : ''}`}
      onFocus={() => onFocus(row.code)}
    >
      {onChoose ? (
        <td className="ot-ck">
          <input
            type="checkbox"
            aria-label={t('table.choose', { name: row.customerName, label: row.label })}
            checked={isChosen}
            onChange={(event) => onChoose(row.code, (event.nativeEvent as unknown as MouseEvent).shiftKey)}
          />
        </td>
      ) : null}
      <td className="ot-customer">
        <div className="row">
          <Thumb src={row.thumb} size={36} />
          <div className="ol-who">
            <Link className="w5 el" to="/s/$shop/orders/$order" params={{ shop: shop.code, order: row.code }}>
              {row.customerName}
            </Link>
            <p className="c2 el">{row.title}</p>
          </div>
        </div>
      </td>
      <td className="ot-order c2 num">{row.label}</td>
      <td className="ot-state ol-why">
        <span>
          <MoveMark kind={markOf(row.move, late)} />
          <span className="el">{say(t, whyOf(row, now))}</span>
        </span>
      </td>
      <td className="ot-stage">
        <Places row={row} />
      </td>
      <td className={late ? 'ot-due red' : row.dueOn ? 'ot-due' : 'ot-due c3'}>
        {row.isRush ? (
          <span className="ot-rush">
            <Icon of={Zap} size={14} />
            <span className="sr">{t('table.rush')}</span>
          </span>
        ) : null}
        {dueWords}
      </td>
      <td className="ot-tags">
        <Tags tags={row.tags} />
      </td>
      <td className="ot-placed c2 num">
        {formatDay(dayIn(shop.timezone, new Date(row.placedAt)), { locale: shop.locale, today })}
      </td>
    </tr>
  )
}

/** As many as there is room for, one at least; the others are counted. */
function Tags({ tags }: { tags: string[] }) {
  let wide = 0
  const shown = tags.filter((tag, i) => {
    wide += tag.length
    return i === 0 || wide <= TAGS_WIDE
  })
  return (
    <span className="row">
      {shown.map((tag) => (
        <span className="ot-tag el" key={tag}>
          {tag}
        </span>
      ))}
      {tags.length > shown.length ? (
        <span className="c3 t12" title={tags.join(', ')}>
          +{tags.length - shown.length}
        </span>
      ) : null}
    </span>
  )
}

/** Where it is: the furthest back of its items, and how many are elsewhere. */
function Places({ row }: { row: OrderTableRowDto }) {
  const { t } = useTranslation('orders')
  const [first, ...more] = row.places
  if (!first) return null
  const named = first.name ?? t(`table.place.${first.place as 'ready'}`)
  return (
    <span className="ot-place el">
      {first.colour ? <i style={{ background: `var(--p${first.colour})` }} aria-hidden="true" /> : null}
      <span className="el">{more.length > 0 ? t('table.placeMore', { place: named, count: more.length }) : named}</span>
    </span>
  )
}
