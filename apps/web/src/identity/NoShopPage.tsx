import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { signOut } from './api.ts'
import { Door } from './Door.tsx'

/** Signed in, and a member of no shop: someone removed them, or their shop is gone. */
export function NoShopPage() {
  const { t } = useTranslation('identity')
  const navigate = useNavigate()
  const leave = async () => {
    await signOut()
    await navigate({ to: '/sign-in', reloadDocument: true })
  }
  return (
    <Door title={t('noShop.title')} lead={t('noShop.lead')}>
      <div className="door-stack">
        <Button wide onPress={() => void leave()}>
          {t('noShop.leave')}
        </Button>
      </div>
    </Door>
  )
}
