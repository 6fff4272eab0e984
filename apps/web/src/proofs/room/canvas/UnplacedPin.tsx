import type { Mark } from '@proofroom/proof'
import { useTranslation } from 'react-i18next'
import { anchorOf } from './marks.ts'

/** The pin of a mark that is not on the page yet. */
export function UnplacedPin({ mark, colour }: { mark: Mark; colour: number }) {
  const { t } = useTranslation('room')
  const at = anchorOf(mark)
  return (
    <span className={`pin sel p${colour}`} style={{ left: `${at.x * 100}%`, top: `${at.y * 100}%` }}>
      {t('you')}
    </span>
  )
}
