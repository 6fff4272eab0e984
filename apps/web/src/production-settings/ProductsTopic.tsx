import type { ProductDto, UpdateProductInput } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { SelectField } from '../ui/SelectField.tsx'
import { AddNamed } from './AddNamed.tsx'
import { PutAway } from './PutAway.tsx'
import { SavedField } from './SavedField.tsx'
import type { Part } from './useWorkshop.ts'

/** What the shop makes again and again: how it goes through the stages, and how long it takes. */
export function ProductsTopic({ workshop, off, change }: Part) {
  const { t } = useTranslation('setup')
  const usual = workshop.workflows.find((workflow) => workflow.isDefault)
  return (
    <section className="set-topic" aria-labelledby="stp-products">
      <div>
        <h2 className="h2" id="stp-products">
          {t('products.title')}
        </h2>
        <p>{t('products.lead')}</p>
      </div>
      <div>
        {workshop.products.length === 0 ? <p className="c2">{t('products.none')}</p> : null}
        <ul className="stp-list">
          {workshop.products.map((product) => (
            <ProductRow key={product.id} product={product} {...{ workshop, off, change }} />
          ))}
        </ul>
        {off || !usual ? null : (
          <AddNamed
            label={t('products.add')}
            placeholder={t('products.example')}
            onAdd={(name) => change((c) => c.addProduct({ name, workflowId: usual.id }))}
          />
        )}
      </div>
    </section>
  )
}

function ProductRow({ product, workshop, off, change }: Part & { product: ProductDto }) {
  const { t } = useTranslation('setup')
  const { id, name, workflowId, minutes } = product
  const save = (input: UpdateProductInput, before: UpdateProductInput) =>
    change(
      (c) => c.updateProduct(id, input),
      (c) => c.updateProduct(id, before),
    )
  const saveMinutes = (text: string) => {
    const number = Number(text)
    if (text !== '' && (!Number.isInteger(number) || number < 1)) return Promise.resolve(false)
    return save({ minutes: text === '' ? null : number }, { minutes })
  }
  const putAway = () =>
    void change(
      (c) => c.archiveProduct(id),
      (c) => c.restoreProduct(id),
    )
  return (
    <li className="stp-row">
      <fieldset className="stp-product" disabled={off} aria-label={name}>
        <SavedField label={t('name')} value={name} maxLength={120} onSave={(next) => save({ name: next }, { name })} />
        <SelectField
          label={t('products.workflow')}
          value={workflowId}
          disabled={off}
          options={workshop.workflows.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(next) => void save({ workflowId: next }, { workflowId })}
        />
        <SavedField
          label={t('products.minutes')}
          inputMode="numeric"
          maxLength={5}
          placeholder="–"
          value={minutes === null ? '' : String(minutes)}
          mayBeEmpty
          onSave={saveMinutes}
        />
        {off ? null : <PutAway name={name} onDone={putAway} />}
      </fieldset>
    </li>
  )
}
