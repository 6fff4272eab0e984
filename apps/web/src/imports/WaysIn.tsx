import { useNavigate } from '@tanstack/react-router'
import { ChevronDown, ClipboardPaste, FilePlus2, FileSpreadsheet } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Menu, type MenuEntry } from '../ui/Menu.tsx'
import './ways-in.css'

/** Read when it is wanted, as the form is. */
const PasteOrder = lazy(() => import('./PasteOrder.tsx'))

/** Beside “New order”: the form again, and the ways in that need no typing. */
export function WaysIn({ look, onForm }: { look: 'plain' | 'ink'; onForm: () => void }) {
  const { t } = useTranslation('imports')
  const { shop } = useShop()
  const navigate = useNavigate()
  const [pasting, setPasting] = useState(false)
  const entries: MenuEntry[] = [
    { id: 'form', label: t('ways.form'), icon: FilePlus2, onAction: onForm },
    { id: 'paste', label: t('ways.paste'), icon: ClipboardPaste, onAction: () => setPasting(true) },
    {
      id: 'csv',
      label: t('ways.csv'),
      icon: FileSpreadsheet,
      onAction: () => void navigate({ to: '/s/$shop/import', params: { shop: shop.code } }),
    },
  ]
  return (
    <>
      <Menu
        label={t('ways.label')}
        entries={entries}
        trigger={
          <Button look={look} icon aria-label={t('ways.label')}>
            <Icon of={ChevronDown} size={16} />
          </Button>
        }
      />
      <Dialog wide title={t('paste.title')} isOpen={pasting} onClose={() => setPasting(false)}>
        <Suspense fallback={null}>
          <PasteOrder onDone={() => setPasting(false)} />
        </Suspense>
      </Dialog>
    </>
  )
}
