import type { BoardDto } from '@proofroom/contract'
import { useNavigate } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { Checkbox } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { choicesOf } from './filter.ts'
import { ANSWER, type BoardSearch, filtersIn, withoutFilters } from './search.ts'

type FiltersProps = { board: BoardDto; search: BoardSearch }

/** Changes one thing of the address. */
export function useSearchChange() {
  const navigate = useNavigate({ from: '/s/$shop/board' })
  return (change: (before: BoardSearch) => BoardSearch) => void navigate({ search: change, replace: true })
}

const TEXTS = ['product', 'who', 'tag'] as const

/** Everything that hides cards. */
export function Filters({ board, search }: FiltersProps) {
  const { t } = useTranslation('production')
  const change = useSearchChange()
  const { products, tags } = choicesOf(board.cards)
  const set = (key: (typeof TEXTS)[number]) => (value: string) =>
    change(({ [key]: _, ...rest }) => (value ? { ...rest, [key]: value } : rest))
  const flag = (key: 'late' | 'rush') => (on: boolean) =>
    change(({ [key]: _, ...rest }) => (on ? { ...rest, [key]: true } : rest))
  const all = (label: string) => ({ value: '', label })
  return (
    <div className="bo-filters">
      <SelectField
        label={t('filter.who')}
        value={search.who ?? ''}
        options={[
          all(t('filter.everybody')),
          { value: 'me', label: t('filter.mine') },
          { value: 'nobody', label: t('sheet.nobody') },
          ...board.workers.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={set('who')}
      />
      {products.length > 0 ? (
        <SelectField
          label={t('filter.product')}
          value={search.product ?? ''}
          options={[all(t('filter.products')), ...products]}
          onChange={set('product')}
        />
      ) : null}
      {tags.length > 0 ? (
        <SelectField
          label={t('filter.tag')}
          value={search.tag ?? ''}
          options={[all(t('filter.tags')), ...tags.map((tag) => ({ value: tag, label: tag }))]}
          onChange={set('tag')}
        />
      ) : null}
      <div className="bo-flags">
        <Flag label={t('filter.late')} isOn={search.late === true} onChange={flag('late')} />
        <Flag label={t('filter.rush')} isOn={search.rush === true} onChange={flag('rush')} />
      </div>
      {filtersIn(search) > 0 ? (
        <Button wide onPress={() => change(withoutFilters)}>
          {t('filter.clear')}
        </Button>
      ) : null}
    </div>
  )
}

function Flag({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: (on: boolean) => void }) {
  return (
    <Checkbox className="ck" isSelected={isOn} onChange={onChange}>
      <span className="chk" aria-hidden="true">
        <Icon of={Check} size={14} />
      </span>
      {label}
    </Checkbox>
  )
}

/** By what the cards are looked at together. */
export function GroupField({ board, search, bare }: FiltersProps & { bare?: boolean }) {
  const { t } = useTranslation('production')
  const change = useSearchChange()
  const { answers } = choicesOf(board.cards)
  const group = search.group ?? ''
  const asked = group.startsWith(ANSWER) ? group.slice(ANSWER.length) : null
  const known = asked !== null && !answers.includes(asked) ? [asked, ...answers] : answers
  return (
    <SelectField
      label={t('group.label')}
      {...(bare && { bare })}
      value={group}
      options={[
        { value: '', label: t('group.none') },
        { value: 'product', label: t('group.product') },
        { value: 'due', label: t('group.due') },
        { value: 'assignee', label: t('group.assignee') },
        ...known.map((name) => ({ value: `${ANSWER}${name}`, label: t('group.answer', { name }) })),
      ]}
      onChange={(value) => change(({ group: _, ...rest }) => (value ? { ...rest, group: value } : rest))}
    />
  )
}
