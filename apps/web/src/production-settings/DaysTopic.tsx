import type { UpdateShopInput } from '@proofroom/contract'
import { X } from 'lucide-react'
import { useState } from 'react'
import { ToggleButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { useSaveShop } from '../identity/useSaveShop.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { dayIn, formatDay } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { useNow } from '../ui/useNow.ts'

// The 5th of January 2026 was a Monday.
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7].map((number) => {
  const date = new Date(Date.UTC(2026, 0, 4 + number))
  const word = (weekday: 'short' | 'long') =>
    new Intl.DateTimeFormat('en-GB', { weekday, timeZone: 'UTC' }).format(date)
  return { number, short: word('short'), long: word('long') }
})

/** When somebody works: every due date is counted in these days. Only the owner changes the shop. */
export function DaysTopic() {
  const { t } = useTranslation('setup')
  const { shop, role } = useShop()
  const save = useSaveShop()
  const today = dayIn(shop.timezone, useNow())
  const off = role !== 'owner'
  const { workingDays, daysOff } = shop
  const keep = (input: UpdateShopInput) => void save(input, { workingDays, daysOff })
  const toggle = (number: number, isOn: boolean) =>
    keep({ workingDays: isOn ? [...workingDays, number] : workingDays.filter((one) => one !== number) })
  return (
    <section className="set-topic" aria-labelledby="stp-days">
      <div>
        <h2 className="h2" id="stp-days">
          {t('days.title')}
        </h2>
        <p>{off ? t('days.off') : t('days.lead')}</p>
      </div>
      <div>
        <fieldset className="stp-days" aria-label={t('days.working')}>
          {WEEKDAYS.map(({ number, short, long }) => {
            const isOn = workingDays.includes(number)
            return (
              <ToggleButton
                key={number}
                className="stp-day"
                isSelected={isOn}
                isDisabled={off || (isOn && workingDays.length === 1)}
                onChange={(next) => toggle(number, next)}
              >
                <span aria-hidden="true">{short}</span>
                <span className="sr">{long}</span>
              </ToggleButton>
            )
          })}
        </fieldset>
        <p className="stp-label">{t('days.daysOff')}</p>
        {daysOff.length === 0 ? <p className="c2 t13">{t('days.none')}</p> : null}
        <ul className="stp-checks">
          {daysOff.map((day) => (
            <li key={day}>
              <span>{formatDay(day, { locale: shop.locale, today })}</span>
              {off ? null : (
                <Button
                  size="sm"
                  look="quiet"
                  icon
                  aria-label={t('days.remove', { day: formatDay(day) })}
                  onPress={() => keep({ daysOff: daysOff.filter((one) => one !== day) })}
                >
                  <Icon of={X} size={16} />
                </Button>
              )}
            </li>
          ))}
        </ul>
        {off ? null : <AddDay today={today} onAdd={(day) => keep({ daysOff: [...daysOff, day] })} />}
      </div>
    </section>
  )
}

function AddDay({ today, onAdd }: { today: string; onAdd: (day: string) => void }) {
  const { t } = useTranslation('setup')
  const [day, setDay] = useState('')
  const add = (event: React.FormEvent) => {
    event.preventDefault()
    if (day === '') return
    onAdd(day)
    setDay('')
  }
  return (
    <form className="stp-add" onSubmit={add}>
      <Field
        type="date"
        label={t('days.add')}
        min={today}
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      <Button type="submit">{t('add')}</Button>
    </form>
  )
}
