import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { dayIn, formatDay } from '../ui/format.ts'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { ToldFailure } from '../ui/Told.tsx'
import { retentionQuery } from './api.ts'

/** "90 days", "1 year". */
export function useDays() {
  const { t } = useTranslation('privacy')
  return (count: number) => {
    if (count % 365 !== 0) return t('keepFor.days', { count })
    return count === 365 ? t('keepFor.year') : t('keepFor.years', { count: count / 365 })
  }
}

type RetentionDialogProps = { days: number; onClose: () => void; onSave: () => Promise<void> }

/** Says what would go before it is saved: it cannot be brought back. */
export function RetentionDialog({ days: count, onClose, onSave }: RetentionDialogProps) {
  const { t } = useTranslation('privacy')
  const { shop } = useShop()
  const days = useDays()(count)
  const found = useQuery(retentionQuery(shop.code, count))
  const [isPending, setPending] = useState(false)
  const save = async () => {
    setPending(true)
    await onSave()
    onClose()
  }
  const day = (iso: string) =>
    formatDay(dayIn(shop.timezone, new Date(iso)), { locale: shop.locale, today: dayIn(shop.timezone) })
  return (
    <Dialog alert isOpen title={t('retention.title', { days })} lead={t('retention.lead')} onClose={onClose}>
      {found.isPending ? <RowsSkeleton rows={1} thumb={20} /> : null}
      {found.error ? <ToldFailure error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.data ? (
        <div className="pv-count">
          <p className="w5">{t('retention.now', { count: found.data.orders, day: day(found.data.before) })}</p>
          {found.data.onHold > 0 ? <p className="c2">{t('retention.held', { count: found.data.onHold })}</p> : null}
        </div>
      ) : null}
      <div className="acts">
        <Button onPress={onClose}>{t('retention.keep')}</Button>
        <Button look="ink" isDisabled={!found.data} isPending={isPending} onPress={() => void save()}>
          {t('retention.go', { days })}
        </Button>
      </div>
    </Dialog>
  )
}
