import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { manages, useShop } from '../identity/shop.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'

/** Read when it is wanted: every screen has the button, and few who look at one press it. */
const NewOrderForm = lazy(() => import('./NewOrderForm.tsx'))

/** The button and its dialog. Only for those who may. */
export function NewOrder({ look = 'plain' }: { look?: 'plain' | 'ink' }) {
  const { t } = useTranslation('orders')
  const { role } = useShop()
  const [open, setOpen] = useState(false)
  if (!manages(role)) return null
  return (
    <>
      <span className={look === 'ink' ? undefined : 'new'}>
        <Button look={look} onPress={() => setOpen(true)} aria-label={t('new.button')}>
          <Icon of={Plus} size={16} />
          <span className="new-w">{t('new.button')}</span>
        </Button>
      </span>
      <Dialog wide title={t('new.title')} isOpen={open} onClose={() => setOpen(false)}>
        <Suspense fallback={null}>
          <NewOrderForm onDone={() => setOpen(false)} />
        </Suspense>
      </Dialog>
    </>
  )
}
