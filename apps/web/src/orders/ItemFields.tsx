import { Plus, X } from 'lucide-react'
import { useCallback, useEffect, useRef } from 'react'
import { useFieldArray, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { MoveMark } from '../ui/MoveMark.tsx'
import { blankLine, type OrderValues } from './order-form.ts'
import { ProductField } from './ProductField.tsx'

type ItemFieldsProps = { index: number; alone: boolean; onRemove: () => void }

/** One line item: what it is, how many, and the words that go on it. */
export function ItemFields({ index, alone, onRemove }: ItemFieldsProps) {
  const { t } = useTranslation('orders')
  const { register, formState } = useFormContext<OrderValues>()
  const errors = formState.errors.items?.[index]
  return (
    <fieldset className={alone ? 'of-item' : 'of-item many'}>
      {alone ? null : (
        <div className="row">
          <legend>{t('new.item', { number: index + 1 })}</legend>
          <span className="sp" />
          <Button
            size="sm"
            look="quiet"
            icon
            onPress={onRemove}
            aria-label={t('new.removeItem', { number: index + 1 })}
          >
            <Icon of={X} size={16} />
          </Button>
        </div>
      )}
      <div className="of-what">
        <Field
          label={t('new.what')}
          autoComplete="off"
          {...register(`items.${index}.title`)}
          error={errors?.title?.message}
        />
        <Field
          label={t('new.quantity')}
          type="number"
          min={1}
          inputMode="numeric"
          {...register(`items.${index}.quantity`)}
          error={errors?.quantity?.message}
        />
      </div>
      <ProductField index={index} />
      <Lines item={index} />
    </fieldset>
  )
}

/** Name and value, a line each. Enter goes to the next line, and makes one after the last. */
function Lines({ item }: { item: number }) {
  const { t } = useTranslation('orders')
  const { control } = useFormContext<OrderValues>()
  const lines = useFieldArray({ control, name: `items.${item}.personalization` })
  const list = useRef<HTMLUListElement>(null)
  const added = useRef(false)
  const count = lines.fields.length
  const focusLine = useCallback(
    (nth: number) => list.current?.querySelector<HTMLInputElement>(`li:nth-child(${nth}) input`)?.focus(),
    [],
  )
  const add = () => {
    added.current = true
    lines.append(blankLine(), { shouldFocus: false })
  }
  useEffect(() => {
    if (added.current) focusLine(count)
    added.current = false
  }, [count, focusLine])
  return (
    <div className="of-lines">
      <p className="lb">{t('new.words')}</p>
      <p className="hint" id={`lines-${item}`}>
        {t('new.wordsHint')}
      </p>
      <ul aria-describedby={`lines-${item}`} ref={list}>
        {lines.fields.map((line, index) => (
          <Line
            key={line.id}
            item={item}
            index={index}
            onRemove={() => lines.remove(index)}
            onEnter={() => (index === count - 1 ? add() : focusLine(index + 2))}
          />
        ))}
      </ul>
      <div>
        <Button size="sm" look="quiet" onPress={add}>
          <Icon of={Plus} size={16} />
          {t('new.addLine')}
        </Button>
      </div>
    </div>
  )
}

type LineProps = { item: number; index: number; onRemove: () => void; onEnter: () => void }

function Line({ item, index, onRemove, onEnter }: LineProps) {
  const { t } = useTranslation('orders')
  const { register, formState } = useFormContext<OrderValues>()
  const path = `items.${item}.personalization.${index}` as const
  const errors = formState.errors.items?.[item]?.personalization?.[index]
  const error = errors?.name?.message ?? errors?.value?.message
  const number = index + 1
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    if (event.currentTarget.name.endsWith('.name')) (event.currentTarget.nextElementSibling as HTMLElement).focus()
    else onEnter()
  }
  const input = (part: 'name' | 'value', label: string, placeholder: string) => (
    <input
      className={errors?.[part] ? 'in is-bad' : 'in'}
      aria-label={label}
      aria-invalid={errors?.[part] ? true : undefined}
      placeholder={index === 0 ? placeholder : undefined}
      autoComplete="off"
      {...register(`${path}.${part}`)}
      onKeyDown={onKeyDown}
    />
  )
  return (
    <li>
      {input('name', t('new.lineName', { number }), t('new.namePlaceholder'))}
      {input('value', t('new.lineValue', { number }), t('new.valuePlaceholder'))}
      <Button look="quiet" icon onPress={onRemove} aria-label={t('new.removeLine', { number })}>
        <Icon of={X} size={16} />
      </Button>
      {error ? (
        <p className="err">
          <MoveMark kind="needs" />
          {error}
        </p>
      ) : null}
    </li>
  )
}
