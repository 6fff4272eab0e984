import { type ProjectedReply, parseRef } from '@proofroom/proof'
import { Check, Ellipsis } from 'lucide-react'
import { memo, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../../identity/shop.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { formatInstant } from '../../../ui/format.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Menu, type MenuEntry } from '../../../ui/Menu.tsx'
import { toast } from '../../../ui/toasts.ts'
import { usePicked, useStore } from '../store.ts'
import type { ThreadItem } from '../threads.ts'
import { personOf } from './person.ts'
import { RequestAnswer } from './RequestAnswer.tsx'
import { RequestState } from './RequestState.tsx'
import { SayField } from './SayField.tsx'
import type { ThreadListProps } from './ThreadList.tsx'

type ThreadProps = Pick<ThreadListProps, 'shop' | 'proof' | 'session' | 'people' | 'onSelect'> & {
  item: ThreadItem
  isSelected: boolean
}

/** One mark or comment with what was said about it. */
export const Thread = memo(function Thread(props: ThreadProps) {
  const { item, isSelected, people, session, onSelect } = props
  const { t } = useTranslation('room')
  const { shop } = useShop()
  const [editing, setEditing] = useState(false)
  const author = personOf(people, item.actorId)
  const unsent = usePicked(session.pendingCount, () => item.thread !== null && !session.isSaved(item.key))
  const replies = item.replies.filter((reply) => !reply.hidden)
  const words = item.deleted ? t('thread.deleted') : item.text || t(`shape.${item.mark?.shape ?? 'pin'}`)
  return (
    <article className={`thr p${author.colour}${isSelected ? ' on' : ''}`} data-thread={item.key}>
      <span className={`pin pin-s p${author.colour}${item.done ? ' done' : ''}`} aria-hidden="true">
        {item.done ? <Check className="i" /> : item.number}
      </span>
      <div className="hd">
        <b>{author.name}</b>
        {item.request && !item.thread ? (
          <span>{t('thread.from', { number: item.request.versionNumber })}</span>
        ) : (
          <time dateTime={new Date(item.at).toISOString()}>
            {formatInstant(new Date(item.at).toISOString(), { timeZone: shop.timezone })}
          </time>
        )}
        <span className="sp" />
        {author.secondOpinion ? <span>{t('thread.secondOpinion')}</span> : null}
        <ThreadMenu {...props} onEdit={() => setEditing(true)} />
      </div>
      {editing ? (
        <div className="thr-edit">
          <SayField
            label={t('thread.editLabel')}
            initial={item.text}
            focus
            onCancel={() => setEditing(false)}
            onSay={(text) => {
              session.edit(item.thread?.id ?? '', { text })
              setEditing(false)
            }}
          />
        </div>
      ) : (
        <button
          type="button"
          className="say"
          aria-expanded={isSelected}
          onClick={() => onSelect(isSelected ? null : item.key)}
        >
          <span className="sr">{t('thread.number', { number: item.number })} </span>
          <span className={item.text ? '' : 'c3'}>{words}</span>
        </button>
      )}
      {unsent ? <p className="meta">{t('pin.unsent')}</p> : null}
      {item.request ? <RequestState request={item.request} people={people} /> : null}
      {isSelected ? replies.map((reply) => <Reply key={reply.ref} reply={reply} {...props} />) : null}
      {!isSelected && replies.length > 0 ? (
        <p className="meta">{t('thread.replies', { count: replies.length })}</p>
      ) : null}
      <Doing {...props} />
      {isSelected && item.request ? <RequestAnswer {...props} request={item.request} /> : null}
    </article>
  )
}, isSameThread)

/** Items are made anew with each change of the room; what they are made of is the same object until it changes. */
function isSameThread(a: ThreadProps, b: ThreadProps): boolean {
  const { item: one, ...rest } = a
  const { item: other, ...others } = b
  return (
    isShallowSame(rest, others) &&
    isShallowSame({ ...one, mark: 0, replies: 0 }, { ...other, mark: 0, replies: 0 }) &&
    one.replies.length === other.replies.length &&
    one.replies.every((reply, i) => reply === other.replies[i])
  )
}

const isShallowSame = <T extends object>(a: T, b: T): boolean =>
  (Object.keys(a) as (keyof T)[]).every((key) => Object.is(a[key], b[key]))

function Reply({ reply, people, session }: ThreadProps & { reply: ProjectedReply }) {
  const { t } = useTranslation('room')
  const { shop } = useShop()
  const author = personOf(people, reply.actorId)
  const at = new Date(reply.at).toISOString()
  const isSaved = usePicked(session.pendingCount, () => session.isSaved(reply.ref))
  return (
    <div className="rep">
      <Avatar name={author.name} colour={author.colour} size={22} />
      <div>
        <div className="hd">
          <b>{author.name}</b>
          <time dateTime={at}>{formatInstant(at, { timeZone: shop.timezone })}</time>
          {isSaved ? null : <span>{t('pin.unsent')}</span>}
        </div>
        <p>{reply.deleted ? <span className="c3">{t('thread.deleted')}</span> : reply.text}</p>
      </div>
    </div>
  )
}

/** Who writes or draws here right now. */
function Doing({ item, session, people }: ThreadProps) {
  const { t } = useTranslation('room')
  const doing = usePicked(session.presence, (all) =>
    all
      .filter((one) => one.typing === item.key)
      .map(({ clientId, actorId, name, initials, colour }) => ({ clientId, actorId, name, initials, colour })),
  )
  return doing.map((one) => (
    <div className="rep" key={one.clientId}>
      <Avatar name={one.name || one.initials} colour={one.colour} size={22} />
      <div>
        <div className="hd">
          <b>{personOf(people, one.actorId).name}</b>
          {t('thread.writing')}
        </div>
        <p className={`dots p${one.colour}`} aria-hidden="true">
          <i />
          <i />
          <i />
        </p>
      </div>
    </div>
  ))
}

function ThreadMenu({ item, session, people, onSelect, onEdit }: ThreadProps & { onEdit: () => void }) {
  const { t } = useTranslation('room')
  const { allowed } = useStore(session.canWrite)
  const you = people.find((person) => person.you)
  const own = you !== undefined && item.actorId === you.actorId
  const thread = item.thread
  if (!allowed || !thread || !you || item.deleted) return null
  const mayAct = own || (you.side === 'shop' && you.canResolve)
  const entries: MenuEntry[] = []
  if (mayAct && !item.request)
    entries.push({
      id: 'resolve',
      label: t(item.done ? 'thread.reopen' : 'thread.resolve'),
      onAction: () => session.resolve(item.key, !item.done),
    })
  if (own) entries.push({ id: 'edit', label: t('thread.edit'), onAction: onEdit })
  if (mayAct)
    entries.push({
      id: 'hide',
      label: t(item.hidden ? 'thread.show' : 'thread.hide'),
      onAction: () => session.hide(item.key, !item.hidden),
    })
  if (own)
    entries.push({
      id: 'delete',
      label: t('thread.delete'),
      destructive: true,
      // It has become a request: its words are frozen there, and the mark it came from stays with it.
      why: item.request ? t('thread.isRequest') : null,
      onAction: () => {
        const parsed = parseRef(item.key)
        if (parsed?.type === 'entry') session.remove(parsed.entryId)
        onSelect(null)
        toast(t('thread.wasDeleted'), { label: t('undo'), onPress: session.undo })
      },
    })
  if (entries.length === 0) return null
  return (
    <Menu
      label={t('thread.menu', { number: item.number })}
      entries={entries}
      trigger={
        <AriaButton className="b b-quiet b-sm b-ico" aria-label={t('thread.menu', { number: item.number })}>
          <Icon of={Ellipsis} size={16} />
        </AriaButton>
      }
    />
  )
}
