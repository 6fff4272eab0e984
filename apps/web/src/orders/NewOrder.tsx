import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { manages, useShop } from '../identity/shop.ts'
import { WaysIn } from '../imports/WaysIn.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'

/** Read when it is wanted: every screen has the button, and few who look at one press it. */
const NewOrderForm = lazy(() => import('./NewOrderForm.tsx'))

/** The button and its dialog, and the other ways in beside it. Only for those who may. */
export function NewOrder({ look = 'plain' }: { look?: 'plain' | 'ink' }) {
  const { t } = useTranslation('orders')
  const { role } = useShop()
  const [open, setOpen] = useState(false)
  if (!manages(role)) return null
  return (
    <span className="ways">
      <span className={look === 'ink' ? undefined : 'new'}>
        <Button look={look} onPress={() => setOpen(true)} aria-label={t('new.button')}>
          <Icon of={Plus} size={16} />
          <span className="new-w">{t('new.button')}</span>
        </Button>
      </span>
      <WaysIn look={look} onForm={() => setOpen(true)} />
      <NewOrderDialog isOpen={open} onClose={() => setOpen(false)} />
    </span>
  )
}

export function NewOrderDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('orders')
  return (
    <Dialog wide title={t('new.title')} isOpen={isOpen} onClose={onClose}>
      <Suspense fallback={null}>
        <NewOrderForm onDone={onClose} />
      </Suspense>
    </Dialog>
  )
}
