import { type OrderDto, type OrderProductionDto, ShipmentInput } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { placeProblem, schemaResolver } from '../../ui/form.ts'
import { firstName } from '../../ui/format.ts'
import { Told } from '../../ui/Told.tsx'
import { toast } from '../../ui/toasts.ts'
import { productionQuery, shipOrder } from './api.ts'

type ShipDialogProps = { order: OrderDto; made: OrderProductionDto; isOpen: boolean; onClose: () => void }

/** By hand: who carries it, its number, its address. Corrected the same way. */
export function ShipDialog({ order, made, isOpen, onClose }: ShipDialogProps) {
  const { t } = useTranslation('orders')
  const name = firstName(order.customer.name)
  const isNew = made.shipment === null
  return (
    <Dialog
      title={t(isNew ? 'parcel.title' : 'parcel.correctTitle', { name })}
      lead={t(isNew ? 'parcel.lead' : 'parcel.correctLead', { name })}
      isOpen={isOpen}
      onClose={onClose}
    >
      <ShipForm order={order} made={made} onDone={onClose} />
    </Dialog>
  )
}

/** Those that many shops use; any other word is as good. */
const CARRIERS = [
  'DHL',
  'UPS',
  'FedEx',
  'USPS',
  'Royal Mail',
  'Evri',
  'DPD',
  'GLS',
  'Hermes',
  'Deutsche Post',
  'PostNL',
  'La Poste',
  'Canada Post',
  'Australia Post',
]

type Values = { carrier: string; tracking: string; url: string }

const inputOf = ({ carrier, tracking, url }: Values) => ({
  carrier,
  tracking: tracking.trim() || null,
  url: url.trim() || null,
})

function ShipForm({ order, made, onDone }: { order: OrderDto; made: OrderProductionDto; onDone: () => void }) {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const carriers = useId()
  const [problem, setProblem] = useState<string | null>(null)
  const { shipment } = made
  const form = useForm<Values, unknown, ShipmentInput>({
    defaultValues: { carrier: shipment?.carrier ?? '', tracking: shipment?.tracking ?? '', url: shipment?.url ?? '' },
    resolver: schemaResolver(ShipmentInput, inputOf),
  })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async (input) => {
    setProblem(null)
    try {
      const now = await shipOrder(shop.code, order.code, input)
      client.setQueryData(productionQuery(shop.code, order.code).queryKey, now)
      void client.invalidateQueries({ queryKey: ['s', shop.code] })
      onDone()
      toast(t(shipment ? 'edit.saved' : 'parcel.done', { name: order.customer.name }))
    } catch (error) {
      setProblem(placeProblem(error, ['carrier', 'tracking', 'url'] as const, form.setError, t('ui:failed.unknown')))
    }
  })
  return (
    <form className="mk-form" onSubmit={submit} noValidate>
      {problem ? <Told title={problem} /> : null}
      <Field
        label={t('parcel.carrier')}
        list={carriers}
        autoComplete="off"
        {...form.register('carrier')}
        error={errors.carrier?.message}
      />
      <datalist id={carriers}>
        {CARRIERS.map((carrier) => (
          <option key={carrier} value={carrier} />
        ))}
      </datalist>
      <Field
        label={t('parcel.tracking')}
        optional={t('ui:optional')}
        autoComplete="off"
        {...form.register('tracking')}
        error={errors.tracking?.message}
      />
      <Field
        label={t('parcel.url')}
        optional={t('ui:optional')}
        type="url"
        inputMode="url"
        placeholder="https://"
        autoComplete="off"
        hint={t('parcel.urlHint', { name: firstName(order.customer.name) })}
        {...form.register('url')}
        error={errors.url?.message}
      />
      <div className="acts">
        <Button onPress={onDone}>{t('ui:cancel')}</Button>
        <Button type="submit" look="ink" isPending={isSubmitting}>
          {t(shipment ? 'edit.go' : 'parcel.go')}
        </Button>
      </div>
    </form>
  )
}
