import type { PersonDto, ProofDto, VersionDto } from '@proofroom/contract'
import { useEffect, useRef, useState } from 'react'
import { Group } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useStore } from '../store.ts'
import type { ThreadItem } from '../threads.ts'
import type { RoomSession } from '../types.ts'
import { SayField } from './SayField.tsx'
import { Thread } from './Thread.tsx'

export type ThreadListProps = {
  shop: string
  proof: ProofDto
  version: VersionDto
  session: RoomSession
  items: readonly ThreadItem[]
  people: readonly PersonDto[]
  selected: string | null
  onSelect: (key: string | null) => void
}

type Filter = 'open' | 'done' | 'hidden'
const FILTERS: readonly Filter[] = ['open', 'done', 'hidden']

const filterOf = (item: ThreadItem): Filter => (item.hidden ? 'hidden' : item.done ? 'done' : 'open')

/** Every mark and comment as real HTML, in the order of the pins. */
export function ThreadList(props: ThreadListProps) {
  const { session, items, selected } = props
  const { t } = useTranslation('room')
  const { allowed } = useStore(session.canWrite)
  const [filter, setFilter] = useState<Filter>('open')
  const chosen = items.find((item) => item.key === selected)
  const newest = useRef(items)
  newest.current = items
  const list = useRef<HTMLDivElement>(null)
  // Only when another one is chosen: a thread that is just being done stays until one looks elsewhere.
  useEffect(() => {
    const item = newest.current.find((one) => one.key === selected)
    if (!item) return
    setFilter(filterOf(item))
    requestAnimationFrame(() => list.current?.querySelector('.thr.on')?.scrollIntoView({ block: 'nearest' }))
  }, [selected])
  const shown = items.filter((item) => filterOf(item) === filter || item.key === selected)
  return (
    <>
      <Group className="dr-f" aria-label={t('threads.filter')}>
        {FILTERS.map((one) => {
          const count = items.filter((item) => filterOf(item) === one).length
          if (one === 'hidden' && count === 0) return null
          return (
            <button
              key={one}
              type="button"
              className={one === filter ? 'on' : ''}
              aria-pressed={one === filter}
              onClick={() => setFilter(one)}
            >
              {t(`threads.${one}`, { count })}
            </button>
          )
        })}
      </Group>
      <div className="thl" ref={list}>
        {shown.map((item) => (
          <Thread
            key={item.key}
            item={item}
            isSelected={item.key === selected}
            shop={props.shop}
            proof={props.proof}
            session={session}
            people={props.people}
            onSelect={props.onSelect}
          />
        ))}
        {shown.length === 0 ? <NoThreads filter={filter} canWrite={allowed} /> : null}
      </div>
      {allowed ? <Say {...props} chosen={chosen ?? null} /> : null}
    </>
  )
}

function NoThreads({ filter, canWrite }: { filter: Filter; canWrite: boolean }) {
  const { t } = useTranslation('room')
  const words = filter === 'open' ? (canWrite ? 'none' : 'noneClosed') : filter === 'done' ? 'noneDone' : 'noneHidden'
  return <p className="thl-none">{t(`threads.${words}`)}</p>
}

/** The field at the foot: replies to what is chosen, or says something about the whole proof. */
function Say({ session, chosen, onSelect }: ThreadListProps & { chosen: ThreadItem | null }) {
  const { t } = useTranslation('room')
  const target = chosen ? (chosen.request ? `request:${chosen.request.id}` : chosen.key) : null
  const label = chosen ? t('say.reply', { number: chosen.number }) : t('say.comment')
  const say = (text: string): void => {
    if (target) session.reply(target, text)
    else onSelect(session.refOf(session.add({ kind: 'comment', text })))
  }
  return (
    <SayField
      key={target ?? 'all'}
      label={label}
      onSay={say}
      onTyping={(on) => session.setTyping(on ? (chosen?.key ?? 'all') : null)}
    />
  )
}
