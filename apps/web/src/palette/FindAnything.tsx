import { Search } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { openPalette } from './open.ts'
import './find.css'

/** Looks like the field it opens; on a phone an icon. */
export function FindAnything() {
  const { t } = useTranslation('ui')
  return (
    <>
      <AriaButton className="find-open" aria-keyshortcuts="Control+K" onPress={openPalette}>
        <Icon of={Search} size={16} />
        <span>{t('find.open')}</span>
        <span className="sp" />
        <span className="kbd" aria-hidden="true">
          {/Mac|iP/.test(navigator.platform) ? '⌘ K' : 'Ctrl K'}
        </span>
      </AriaButton>
      <span className="find-mob">
        <Button look="quiet" icon aria-label={t('find.open')} onPress={openPalette}>
          <Icon of={Search} size={20} />
        </Button>
      </span>
    </>
  )
}
