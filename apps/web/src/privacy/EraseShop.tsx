import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button } from '../ui/Button.tsx'
import { eraseShop } from './api.ts'
import { EraseDialog } from './EraseDialog.tsx'

/** The owner's last act: everything at once. The page begins anew, because nothing it knew is there any more. */
export function EraseShop() {
  const { t } = useTranslation('privacy')
  const { shop } = useShop()
  const [isErasing, setErasing] = useState(false)
  const erase = async (confirm: string) => {
    await eraseShop(shop.code, confirm)
    location.assign('/')
  }
  return (
    <div className="pv-end">
      <p className="c2">{t('shop.hint')}</p>
      <Button look="quiet" onPress={() => setErasing(true)}>
        {t('shop.erase')}
      </Button>
      <EraseDialog
        title={t('shop.title', { name: shop.name })}
        lead={t('shop.lead')}
        name={shop.name}
        isOpen={isErasing}
        onClose={() => setErasing(false)}
        onErase={erase}
      />
    </div>
  )
}
