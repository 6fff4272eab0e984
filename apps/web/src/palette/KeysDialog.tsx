import { useTranslation } from 'react-i18next'
import { addWords } from '../i18n.ts'
import { Dialog } from '../ui/Dialog.tsx'
import words from './en.json'
import { closePalette } from './open.ts'
import './palette.css'

addWords('palette', words)

const KEYS = [
  ['find', 'Ctrl', 'K'],
  ['keys', '?'],
  ['move', 'J', 'K'],
  ['act', '↵'],
  ['open', 'O'],
] as const

export default function KeysDialog() {
  const { t } = useTranslation('palette')
  return (
    <Dialog title={t('keys.title')} isOpen onClose={closePalette}>
      <dl className="pal-keys">
        {KEYS.map(([what, ...keys]) => (
          <div key={what}>
            <dt>{t(`keys.${what}`)}</dt>
            <dd>
              {keys.map((key) => (
                <span className="kbd" key={key}>
                  {key}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
