import { useTranslation } from 'react-i18next'
import { buttonClass } from './Button.tsx'
import { Empty } from './Empty.tsx'
import { useTitle } from './useTitle.ts'

/** An address that leads nowhere, or to somebody else's: the two are not told apart. */
export function NotFound() {
  const { t } = useTranslation('ui')
  useTitle(t('notFound.title'))
  return (
    <main className="nf">
      <Empty
        level={1}
        title={t('notFound.title')}
        actions={
          <a className={buttonClass()} href="/">
            {t('notFound.home')}
          </a>
        }
      >
        <p>{t('notFound.text')}</p>
      </Empty>
    </main>
  )
}
