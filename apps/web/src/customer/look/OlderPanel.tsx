import type { VersionDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { formatInstant } from '../../ui/format.ts'
import { useCustomer } from '../context.ts'

type Props = { version: VersionDto; newest: VersionDto; onNewest: () => void }

/** An older proof says so and leads to the newest. */
export function OlderPanel({ version, newest, onNewest }: Props) {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  const at = version.sentAt
    ? formatInstant(version.sentAt, { timeZone: page.shop.timezone, locale: page.shop.locale })
    : ''
  return (
    <div className="cu-foot" role="status">
      <p className="w5">{t('older.this', { number: version.number, newest: newest.number })}</p>
      <p className="c2 cu-gap">{t('older.why', { at })}</p>
      <button type="button" className="b b-lg b-ink" onClick={onNewest}>
        {t('older.go', { newest: newest.number })}
      </button>
    </div>
  )
}
