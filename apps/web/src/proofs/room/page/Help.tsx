import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { TOOLS } from './tools.ts'

const OTHERS = [
  ['undo', 'Ctrl Z'],
  ['redo', 'Ctrl Shift Z'],
  ['remove', 'Del'],
  ['leave', 'Esc'],
  ['beneath', 'B'],
  ['pan', 'Space'],
  ['zoom', '+ −'],
  ['full', '0'],
  ['fit', '1'],
  ['place', 'Enter'],
  ['straight', 'Shift'],
  ['help', '?'],
] as const

/** Every key, in one place. */
export function Help({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('room')
  return (
    <Dialog title={t('help.title')} lead={t('help.lead')} isOpen={isOpen} onClose={onClose} wide>
      <dl className="room-keys">
        {TOOLS.map((one) => (
          <Key key={one.tool} name={t(`tool.${one.tool}`)} keys={one.key} />
        ))}
        {OTHERS.map(([name, keys]) => (
          <Key key={name} name={t(`help.${name}`)} keys={keys} />
        ))}
      </dl>
      <div className="acts">
        <Button onPress={onClose}>{t('help.close')}</Button>
      </div>
    </Dialog>
  )
}

function Key({ name, keys }: { name: string; keys: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {keys.split(' ').map((key) => (
          <kbd key={key} className="kbd">
            {key}
          </kbd>
        ))}
      </dd>
    </div>
  )
}
