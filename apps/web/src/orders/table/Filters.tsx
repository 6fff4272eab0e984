import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { choicesQuery } from '../table-api.ts'
import { filtersOf, type OrdersSearch } from '../table-search.ts'

type Choice = { value: string; label: string }

const MOVES = ['yours', 'waiting', 'making', 'held', 'closed'] as const
const PHASES = [
  ...(['in_design', 'proof_out', 'approved', 'in_production'] as const),
  ...(['ready', 'shipped', 'delivered', 'cancelled'] as const),
]
const DUES = ['late', 'today', 'week', 'none'] as const
const DAYS = ['dueFrom', 'dueTo', 'placedFrom', 'placedTo'] as const
const YES = ['rush', 'gift'] as const

/** Sets one filter in the address, or takes it out. */
export function useFilter() {
  const navigate = useNavigate({ from: '/s/$shop/orders' })
  return (name: keyof OrdersSearch, value: string) =>
    void navigate({
      search: (before: OrdersSearch) => {
        const { [name]: _, ...rest } = before
        return (value ? { ...rest, [name]: value } : rest) as OrdersSearch
      },
      replace: true,
    })
}

/** What each filter can be, in words. */
function useChoices(): Partial<Record<keyof OrdersSearch, Choice[]>> {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const known = useQuery(choicesQuery(shop.code)).data
  const named = (rows: { id: string; name: string }[] = []) => rows.map(({ id, name }) => ({ value: id, label: name }))
  return {
    move: MOVES.map((value) => ({ value, label: t(`filter.moves.${value}`) })),
    phase: PHASES.map((value) => ({ value, label: t(`filter.phases.${value}`) })),
    due: DUES.map((value) => ({ value, label: t(`filter.dues.${value}`) })),
    tag: (known?.tags ?? []).map((tag) => ({ value: tag, label: tag })),
    product: named(known?.products),
    assignee: named(known?.members),
  }
}

export function Filters({ search }: { search: OrdersSearch }) {
  const { t } = useTranslation('orders')
  const choices = useChoices()
  const set = useFilter()
  return (
    <div className="ot-filters">
      {Object.entries(choices).map(([key, options]) => {
        const name = key as 'move'
        return options.length > 0 || search[name] ? (
          <SelectField
            key={name}
            label={t(`filter.${name}`)}
            value={search[name] ?? ''}
            options={[{ value: '', label: t('filter.any') }, ...withCurrent(options, search[name])]}
            onChange={(value) => set(name, value)}
          />
        ) : null
      })}
      {DAYS.map((name) => (
        <Field
          key={name}
          type="date"
          label={t(`filter.${name}`)}
          value={search[name] ?? ''}
          onChange={(event) => set(name, event.target.value)}
        />
      ))}
      <div className="ot-yes">
        {YES.map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={search[name] === 'yes'}
              onChange={(event) => set(name, event.target.checked ? 'yes' : '')}
            />
            {t(`filter.${name}`)}
          </label>
        ))}
      </div>
    </div>
  )
}

/** A tag that nothing has any more still stands in the address. */
const withCurrent = (options: Choice[], value: string | undefined): Choice[] =>
  value === undefined || options.some((one) => one.value === value) ? options : [...options, { value, label: value }]

/** The filters that are on, each with the way out. */
export function ActiveFilters({ search }: { search: OrdersSearch }) {
  const { t } = useTranslation('orders')
  const choices = useChoices()
  const set = useFilter()
  const names = filtersOf(search)
  if (names.length === 0) return null
  const said = (name: keyof OrdersSearch) => {
    const value = String(search[name])
    const label = choices[name]?.find((one) => one.value === value)?.label
    if (name === 'rush' || name === 'gift') return t(`filter.${name}`)
    if (name === 'customer') return t('filter.oneCustomer')
    return `${t(`filter.${name as 'move'}`)}: ${label ?? value}`
  }
  return (
    <ul className="ot-on">
      {names.map((name) => (
        <li key={name}>
          <button type="button" className="ot-chip" onClick={() => set(name, '')}>
            <span className="el">{said(name)}</span>
            <Icon of={X} size={14} />
            <span className="sr">{t('filter.off')}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
