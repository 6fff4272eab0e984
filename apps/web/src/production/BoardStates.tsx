import { useTranslation } from 'react-i18next'
import { manages, useShop } from '../identity/shop.ts'
import { NewOrder } from '../orders/NewOrder.tsx'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { useSearchChange } from './Filters.tsx'
import { withoutFilters } from './search.ts'

const COLUMNS = [3, 2, 4, 1, 2]

/** The board's shape while it is on its way. */
export function BoardSkeleton() {
  const { t } = useTranslation('ui')
  return (
    <div className="bo-skeleton" role="status">
      <span className="sr">{t('loading')}</span>
      {COLUMNS.map((cards, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shapes without identity
        <div key={column} aria-hidden="true">
          <span className="sk bo-sk-h" />
          {Array.from({ length: cards }, (_, card) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: shapes without identity
            <span key={card} className="sk bo-sk-c" />
          ))}
        </div>
      ))}
    </div>
  )
}

/** No open order at all: what will be here, and the first step. */
export function BoardEmpty() {
  const { t } = useTranslation('production')
  const { role } = useShop()
  return (
    <div className="bo-empty">
      <Empty title={t('empty.title')} actions={<NewOrder look="ink" />}>
        <p>{t(manages(role) ? 'empty.text' : 'empty.textMaker')}</p>
      </Empty>
    </div>
  )
}

/** Cards there are, but none that the filters let through. */
export function BoardNoMatch() {
  const { t } = useTranslation('production')
  const change = useSearchChange()
  return (
    <div className="bo-empty bo-over">
      <Empty
        title={t('empty.noMatch')}
        actions={<Button onPress={() => change(withoutFilters)}>{t('empty.showAll')}</Button>}
      >
        <p>{t('empty.noMatchText')}</p>
      </Empty>
    </div>
  )
}
