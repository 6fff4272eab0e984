import type { BoardDto } from '@proofroom/contract'
import { ListFilter } from 'lucide-react'
import { useState } from 'react'
import { DialogTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import { BoardFind } from './BoardFind.tsx'
import { Filters, GroupField, useSearchChange } from './Filters.tsx'
import { choicesOf } from './filter.ts'
import { type BoardSearch, filtersIn, withoutFilters } from './search.ts'

type BarProps = { board: BoardDto; search: BoardSearch; shown: number }

/** More products than these are chosen in the filter. */
const MOST_TABS = 5

export function BoardBar({ board, search, shown }: BarProps) {
  const { t } = useTranslation('production')
  const change = useSearchChange()
  const count = filtersIn(search)
  return (
    <div className="bar2">
      <ProductTabs board={board} search={search} shown={shown} />
      <Flags search={search} />
      <span className="sp" />
      {count > 0 ? (
        <>
          <span className="c3 num" role="status">
            {t('bar.shown', { shown, count: board.cards.length })}
          </span>
          <Button size="sm" look="quiet" onPress={() => change(withoutFilters)}>
            {t('filter.clear')}
          </Button>
        </>
      ) : null}
      <DialogTrigger>
        <Button size="sm" look="quiet">
          <Icon of={ListFilter} size={16} />
          {count > 0 ? t('bar.filterOn', { count }) : t('bar.filter')}
        </Button>
        <Popover className="pop" placement="bottom end" offset={6} aria-label={t('bar.filter')}>
          <div className="menu bo-pop">
            <Filters board={board} search={search} />
          </div>
        </Popover>
      </DialogTrigger>
      <div className="bo-group">
        <GroupField board={board} search={search} bare />
      </div>
    </div>
  )
}

function ProductTabs({ board, search }: BarProps) {
  const { t } = useTranslation('production')
  const change = useSearchChange()
  const { products } = choicesOf(board.cards)
  if (products.length === 0 || products.length > MOST_TABS) return null
  return (
    <fieldset className="seg" aria-label={t('filter.product')}>
      {[{ value: '', label: t('filter.products') }, ...products].map(({ value, label }) => (
        <button
          key={value}
          type="button"
          aria-pressed={(search.product ?? '') === value}
          onClick={() => change(({ product: _, ...rest }) => (value ? { ...rest, product: value } : rest))}
        >
          {label}
        </button>
      ))}
    </fieldset>
  )
}

/** What is asked for most often, one press away. */
function Flags({ search }: { search: BoardSearch }) {
  const { t } = useTranslation('production')
  const change = useSearchChange()
  const flags = [
    {
      key: 'mine',
      isOn: search.who === 'me',
      next: ({ who, ...rest }: BoardSearch): BoardSearch => (who === 'me' ? rest : { ...rest, who: 'me' }),
    },
    {
      key: 'late',
      isOn: search.late === true,
      next: ({ late, ...rest }: BoardSearch): BoardSearch => (late ? rest : { ...rest, late: true }),
    },
    {
      key: 'rush',
      isOn: search.rush === true,
      next: ({ rush, ...rest }: BoardSearch): BoardSearch => (rush ? rest : { ...rest, rush: true }),
    },
  ] as const
  return (
    <fieldset className="bo-quick" aria-label={t('bar.quick')}>
      {flags.map(({ key, isOn, next }) => (
        <button key={key} type="button" className="bo-chip" aria-pressed={isOn} onClick={() => change(next)}>
          {t(`filter.${key}`)}
        </button>
      ))}
    </fieldset>
  )
}

/** On a phone one button for all of it. */
export function BoardSheetBar({ board, search }: Omit<BarProps, 'shown'>) {
  const { t } = useTranslation('production')
  const [isOpen, setOpen] = useState(false)
  const count = filtersIn(search)
  return (
    <>
      <Button
        look="quiet"
        icon
        aria-label={count > 0 ? t('bar.filterOn', { count }) : t('bar.filter')}
        onPress={() => setOpen(true)}
      >
        <span className="bo-filter-i">
          <Icon of={ListFilter} size={20} />
          {count > 0 ? <span className="unread">{count}</span> : null}
        </span>
      </Button>
      <Dialog title={t('bar.filter')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <div className="bo-filters">
          <BoardFind q={search.q ?? ''} />
          <GroupField board={board} search={search} />
        </div>
        <Filters board={board} search={search} />
      </Dialog>
    </>
  )
}
