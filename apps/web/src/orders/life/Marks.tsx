import type { OrderDto } from '@proofroom/contract'
import { Gift, Zap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/Icon.tsx'
import '../life.css'

/** Rush, gift and tags, where an order has any. */
export function Marks({ order: { tags, priority, gift } }: { order: OrderDto }) {
  const { t } = useTranslation('orders')
  const isRush = priority === 'rush'
  if (tags.length === 0 && !isRush && !gift) return null
  return (
    <div className="lf-marks">
      <ul aria-label={t('life.marks')}>
        {isRush ? (
          <li className="tagb lf-rush">
            <Icon of={Zap} size={14} />
            {t('life.rush')}
          </li>
        ) : null}
        {gift ? (
          <li className="tagb">
            <Icon of={Gift} size={14} />
            {t('life.gift')}
          </li>
        ) : null}
        {tags.map((tag) => (
          <li key={tag} className="tagb">
            <span className="el">{tag}</span>
          </li>
        ))}
      </ul>
      {gift?.note ? <p className="c2 lf-note">“{gift.note}”</p> : null}
    </div>
  )
}
