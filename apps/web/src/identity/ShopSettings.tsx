import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../ui/Field.tsx'
import { formatInstant } from '../ui/format.ts'
import { SelectField } from '../ui/SelectField.tsx'
import { useNow } from '../ui/useNow.ts'
import { manages, useShop } from './shop.ts'
import { useSaveShop } from './useSaveShop.ts'

const zones = () => withFirst(Intl.supportedValuesOf('timeZone'), 'UTC')
const withFirst = (values: string[], first: string) => [first, ...values.filter((value) => value !== first)]

export function ShopSettings() {
  const { t } = useTranslation('identity')
  const { shop, role } = useShop()
  const now = useNow()
  const save = useSaveShop()
  const off = !manages(role)
  return (
    <section className="set-topic" aria-labelledby="set-shop">
      <div>
        <h2 className="h2" id="set-shop">
          {t('settings.shop')}
        </h2>
        <p>{off ? t('settings.shopOff') : t('settings.shopLead')}</p>
      </div>
      <div className="set-fields">
        <ShopName key={shop.name} off={off} save={save} />
        <SelectField
          label={t('settings.zone')}
          hint={t('settings.zoneHint', { time: formatInstant(now.toISOString(), { timeZone: shop.timezone, now }) })}
          value={shop.timezone}
          disabled={off}
          options={zones().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          onChange={(timezone) => void save({ timezone }, { timezone: shop.timezone })}
        />
        <CurrencyField off={off} save={save} />
      </div>
    </section>
  )
}

type Part = { off: boolean; save: ReturnType<typeof useSaveShop> }

function ShopName({ off, save }: Part) {
  const { t } = useTranslation('identity')
  const { shop } = useShop()
  const [name, setName] = useState(shop.name)
  const [error, setError] = useState<string | null>(null)
  const leave = async () => {
    if (name.trim() !== shop.name) setError(await save({ name: name.trim() }, { name: shop.name }))
  }
  return (
    <Field
      label={t('shopName')}
      hint={t('settings.nameHint')}
      value={name}
      maxLength={80}
      disabled={off}
      error={error ?? undefined}
      onChange={(event) => setName(event.target.value)}
      onBlur={() => void leave()}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  )
}

function CurrencyField({ off, save }: Part) {
  const { t } = useTranslation('identity')
  const { shop } = useShop()
  const names = new Intl.DisplayNames('en', { type: 'currency' })
  const sample = new Intl.NumberFormat('en-GB', { style: 'currency', currency: shop.currency }).format(58)
  return (
    <SelectField
      label={t('settings.currency')}
      hint={t('settings.currencyHint', { sample })}
      value={shop.currency}
      disabled={off}
      options={Intl.supportedValuesOf('currency').map((code) => ({ value: code, label: `${code}, ${names.of(code)}` }))}
      onChange={(currency) => void save({ currency }, { currency: shop.currency })}
    />
  )
}
