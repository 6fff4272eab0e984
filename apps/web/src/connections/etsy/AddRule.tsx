import type { EtsyMappingDto, EtsyRuleKind } from '@proofroom/contract'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { setRule } from './api.ts'
import { useEtsyAct } from './useEtsyAct.ts'
import { useSections } from './useSections.ts'

const KINDS = ['section', 'tag', 'sku'] as const satisfies EtsyRuleKind[]
type Kind = (typeof KINDS)[number]
const USUAL = 'none'

/** Says of many listings at once what they are, before anybody asks. */
export function AddRule({ products }: { products: EtsyMappingDto['products'] }) {
  const { t } = useTranslation('etsy')
  const [isOpen, setOpen] = useState(false)
  if (!isOpen) return <Button onPress={() => setOpen(true)}>{t('listings.add')}</Button>
  return <RuleForm products={products} onDone={() => setOpen(false)} />
}

function RuleForm({ products, onDone }: { products: EtsyMappingDto['products']; onDone: () => void }) {
  const { t } = useTranslation(['etsy', 'ui'])
  const { act, pending } = useEtsyAct()
  const [kind, setKind] = useState<Kind>('section')
  const [value, setValue] = useState('')
  const [product, setProduct] = useState(products[0]?.id ?? USUAL)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (value.trim() === '') return
    const productId = product === USUAL ? null : product
    if (await act((shop) => setRule(shop, { kind, value: value.trim(), productId }), t('listings.said'))) onDone()
  }
  const choose = (next: string) => {
    setKind(KINDS.find((one) => one === next) ?? 'section')
    setValue('')
  }
  return (
    <form className="es-rule" aria-label={t('listings.add')} onSubmit={(event) => void add(event)}>
      <SelectField
        label={t('listings.addKind')}
        value={kind}
        options={KINDS.map((one) => ({ value: one, label: t(`listings.kind.${one}`) }))}
        onChange={choose}
      />
      <Value kind={kind} value={value} onChange={setValue} />
      <SelectField
        label={t('listings.addProduct')}
        value={product}
        options={[
          ...products.map(({ id, name }) => ({ value: id, label: name })),
          { value: USUAL, label: t('listings.noProduct') },
        ]}
        onChange={setProduct}
      />
      <p className="c2 t13">{t('listings.addHint')}</p>
      <div className="es-acts">
        <Button type="submit" look="ink" isPending={pending} isDisabled={value.trim() === ''}>
          {t('listings.addGo')}
        </Button>
        <Button look="quiet" onPress={onDone}>
          {t('ui:cancel')}
        </Button>
      </div>
    </form>
  )
}

type ValueProps = { kind: Kind; value: string; onChange: (value: string) => void }

/** A section by its name; the rest as it is written at Etsy. */
function Value({ kind, value, onChange }: ValueProps) {
  const { t } = useTranslation('etsy')
  const { sections, error } = useSections(kind === 'section')
  if (kind !== 'section')
    return (
      <Field
        label={t('listings.addValue')}
        value={value}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    )
  return (
    <SelectField
      label={t('listings.addValue')}
      value={value}
      hint={error ? t('listings.noSections') : undefined}
      options={[
        { value: '', label: t('listings.chooseSection') },
        ...sections.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={onChange}
    />
  )
}
