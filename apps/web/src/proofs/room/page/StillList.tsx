import type { PersonDto } from '@proofroom/contract'
import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../../identity/shop.ts'
import { formatInstant } from '../../../ui/format.ts'
import type { ThreadItem } from '../threads.ts'
import { personOf } from './person.ts'

type StillListProps = {
  items: readonly ThreadItem[]
  people: readonly PersonDto[]
  selected: string | null
  onSelect: (key: string | null) => void
}

/** The threads of a snapshot: to read, nothing to do. Hidden ones too, since a snapshot hides nothing. */
export function StillList({ items, people, selected, onSelect }: StillListProps) {
  const { t } = useTranslation('room')
  const { shop } = useShop()
  const when = (at: number) => formatInstant(new Date(at).toISOString(), { timeZone: shop.timezone })
  return (
    <aside className="fl dr" aria-label={t('threads.title')}>
      <div className="thl">
        {items.length === 0 ? <p className="thl-none">{t('threads.noneClosed')}</p> : null}
        {items.map((item) => {
          const author = personOf(people, item.actorId)
          return (
            <article key={item.key} className={`thr p${author.colour}${item.key === selected ? ' on' : ''}`}>
              <span className={`pin pin-s p${author.colour}${item.done ? ' done' : ''}`} aria-hidden="true">
                {item.done ? <Check className="i" /> : item.number}
              </span>
              <div className="hd">
                <b>{author.name}</b>
                {when(item.at)}
              </div>
              <button type="button" className="say" onClick={() => onSelect(item.key)}>
                {item.deleted ? t('thread.deleted') : item.text || t(`shape.${item.mark?.shape ?? 'pin'}`)}
              </button>
              {item.replies.map((reply) => (
                <div key={reply.ref} className="meta">
                  <b>{personOf(people, reply.actorId).name}</b> {when(reply.at)}
                  <p>{reply.deleted ? t('thread.deleted') : reply.text}</p>
                </div>
              ))}
            </article>
          )
        })}
      </div>
    </aside>
  )
}
