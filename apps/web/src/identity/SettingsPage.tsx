import { useTranslation } from 'react-i18next'
import { ConnectionsLink } from '../connections/etsy/ConnectionsLink.tsx'
import { PrivacySettings } from '../privacy/PrivacySettings.tsx'
import { useTitle } from '../ui/useTitle.ts'
import { MembersSettings } from './MembersSettings.tsx'
import { SessionsSettings } from './SessionsSettings.tsx'
import { ShopSettings } from './ShopSettings.tsx'
import { WorkshopLink } from './WorkshopLink.tsx'
import './settings.css'

/** Everything is saved at once; a toast says so and offers the way back. */
export function SettingsPage() {
  const { t } = useTranslation('identity')
  useTitle(t('settings.title'))
  return (
    <>
      <header className="top">
        <h1 className="h1">{t('settings.title')}</h1>
      </header>
      <div className="set">
        <ShopSettings />
        <WorkshopLink />
        <ConnectionsLink />
        <MembersSettings />
        <PrivacySettings />
        <SessionsSettings />
      </div>
    </>
  )
}
