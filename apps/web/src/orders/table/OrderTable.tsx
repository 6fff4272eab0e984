import type { OrderSort, OrderTableRowDto } from '@proofroom/contract'
import { useNavigate } from '@tanstack/react-router'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useNarrow } from '../../ui/useNarrow.ts'
import { useNow } from '../../ui/useNow.ts'
import { directionOf, type OrdersSearch, sortedBy } from '../table-search.ts'
import { TableRow } from './TableRow.tsx'
import type { Selection } from './useSelection.ts'
import { useTableKeys } from './useTableKeys.ts'
import { useWindowed } from './useWindowed.ts'

const ROW = { wide: 57, narrow: 88 }
/** Columns by what they can be sorted by; the others say what they are. */
const COLUMNS = [
  ['customer', 'customer'],
  ['order', 'order'],
  ['state', 'since'],
  ['stage', null],
  ['due', 'due'],
  ['tags', null],
  ['placed', 'placed'],
] as const satisfies readonly (readonly [string, OrderSort | null])[]

type OrderTableProps = {
  rows: OrderTableRowDto[]
  total: number
  search: OrdersSearch
  selection: Selection
  mayChoose: boolean
  onNearEnd: () => void
}

/** The orders as they are asked for. However many there are, only those near the screen are drawn. */
export function OrderTable({ rows, total, search, selection, mayChoose, onNearEnd }: OrderTableProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const now = useNow()
  const body = useRef<HTMLTableSectionElement>(null)
  const codes = useMemo(() => rows.map((row) => row.code), [rows])
  const height = useNarrow() ? ROW.narrow : ROW.wide
  const { first, last, show } = useWindowed(body, rows.length, height)
  const { current, setCurrent } = useTableKeys(shop.code, codes, selection, show)
  useEffect(() => {
    if (last >= rows.length - 10) onNearEnd()
  }, [last, rows.length, onNearEnd])
  const isAll = rows.length > 0 && selection.codes.size === rows.length
  return (
    <table className={mayChoose ? 'tb ot ot-choose' : 'tb ot'} aria-rowcount={total + 1}>
      <thead>
        <tr aria-rowindex={1}>
          {mayChoose ? (
            <th scope="col" className="ot-ck">
              <input
                type="checkbox"
                aria-label={t('table.all')}
                checked={isAll}
                onChange={isAll ? selection.clear : selection.all}
              />
            </th>
          ) : null}
          {COLUMNS.map(([name, sort]) => (
            <Head key={name} name={name} sort={sort} search={search} />
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        <Gap rows={first} height={height} />
        {rows.slice(first, last).map((row, i) => (
          <TableRow
            key={row.code}
            row={row}
            index={first + i + 2}
            now={now}
            isCurrent={row.code === current}
            isChosen={selection.codes.has(row.code)}
            onChoose={mayChoose ? selection.toggle : null}
            onFocus={setCurrent}
          />
        ))}
        <Gap rows={rows.length - last} height={height} />
      </tbody>
    </table>
  )
}

/** The room of the rows that are not drawn. */
function Gap({ rows, height }: { rows: number; height: number }) {
  return rows > 0 ? (
    <tr className="ot-gap">
      <td style={{ height: rows * height }} />
    </tr>
  ) : null
}

function Head({
  name,
  sort,
  search,
}: {
  name: (typeof COLUMNS)[number][0]
  sort: OrderSort | null
  search: OrdersSearch
}) {
  const { t } = useTranslation('orders')
  const navigate = useNavigate({ from: '/s/$shop/orders' })
  const className = `ot-${name}`
  if (!sort)
    return (
      <th scope="col" className={className}>
        {t(`table.${name}`)}
      </th>
    )
  const isOn = (search.sort ?? 'placed') === sort
  const way = directionOf(search)
  return (
    <th scope="col" className={className} aria-sort={isOn ? (way === 'asc' ? 'ascending' : 'descending') : 'none'}>
      <button
        type="button"
        className={isOn ? 'ot-sort on' : 'ot-sort'}
        onClick={() => void navigate({ search: sortedBy(search, sort), replace: true })}
      >
        {t(`table.${name}`)}
        {isOn ? <Icon of={way === 'asc' ? ArrowUp : ArrowDown} size={14} /> : null}
      </button>
    </th>
  )
}
