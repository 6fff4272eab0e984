import { useQuery } from '@tanstack/react-query'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { SelectField } from '../ui/SelectField.tsx'
import { productsQuery } from './api.ts'
import type { OrderValues } from './order-form.ts'

/** Of which of the shop's products it is. A shop without products is not asked. */
export function ProductField({ index }: { index: number }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const { setValue, watch } = useFormContext<OrderValues>()
  const { data: products = [] } = useQuery(productsQuery(shop.code))
  const name = `items.${index}.productId` as const
  const value = watch(name)
  if (products.length === 0) return null
  return (
    <SelectField
      label={t('new.product')}
      value={value}
      options={[
        { value: '', label: t('new.noProduct') },
        ...products.map((product) => ({ value: product.id, label: product.name })),
      ]}
      onChange={(id) => setValue(name, id, { shouldDirty: true })}
    />
  )
}
