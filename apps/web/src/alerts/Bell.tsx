import { useQuery } from '@tanstack/react-query'
import { Bell as BellIcon } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Button as AriaButton, DialogTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Icon } from '../ui/Icon.tsx'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { useNarrow } from '../ui/useNarrow.ts'
import { alertsQuery } from './api.ts'
import './alerts.css'

const DueSoon = lazy(() => import('./DueSoon.tsx'))

/** A quiet bell in the rail: how much is due soon that one has not looked at, and the list of it. */
export function Bell() {
  const { t } = useTranslation('alerts')
  const { shop } = useShop()
  const narrow = useNarrow()
  const [open, setOpen] = useState(false)
  const unread = useQuery(alertsQuery(shop.code)).data?.unread ?? 0
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <AriaButton className={open ? 'ni ni-open' : 'ni'}>
        <Icon of={BellIcon} size={20} />
        {t('bell')}
        {unread > 0 ? (
          <span className="unread">
            {unread > 99 ? '99+' : unread}
            <span className="sr"> {t('unread', { count: unread })}</span>
          </span>
        ) : null}
      </AriaButton>
      <Popover className="pop al-pop" placement={narrow ? 'top' : 'right bottom'} offset={10}>
        <div className="al">
          <Suspense fallback={<RowsSkeleton rows={3} thumb={14} />}>
            <DueSoon onClose={() => setOpen(false)} />
          </Suspense>
        </div>
      </Popover>
    </DialogTrigger>
  )
}
