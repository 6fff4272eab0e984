import type { ProofDto, VersionDto } from '@proofroom/contract'
import { Send, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadItem } from '../../proofs/room/threads.ts'
import { formatInstant } from '../../ui/format.ts'
import { useCustomer } from '../context.ts'
import { MarkCrop } from '../MarkCrop.tsx'
import type { OpenRoom } from '../room/useRoom.ts'
import { useFocusOnOpen } from '../useFocus.ts'
import { RequestAnswer } from './RequestAnswer.tsx'

type Props = { item: ThreadItem; proof: ProofDto; version: VersionDto; room: OpenRoom | null; onClose: () => void }

/** What was said at one pin, and room for an answer. */
export function ThreadPanel({ item, proof, version, room, onClose }: Props) {
  const { t } = useTranslation('customer')
  const heading = useFocusOnOpen<HTMLHeadingElement>()
  const { page } = useCustomer()
  const at = version.pages.find((one) => one.id === item.page)
  const clock = { timeZone: page.shop.timezone, locale: page.shop.locale }
  const person = (actorId: string) => proof.people.find((one) => one.actorId === actorId)
  const nameOf = (actorId: string) => (person(actorId)?.you ? t('you') : (person(actorId)?.name ?? t('somebody')))
  return (
    <div className="cu-card">
      <div className="cu-card-head">
        {at && item.mark && <MarkCrop mark={item.mark} page={at} w={98} h={48} />}
        <div>
          <h2 ref={heading} tabIndex={-1}>
            {t('thread.title', { number: item.number })}
          </h2>
          <p className="t13 c2">
            {t('thread.by', { name: nameOf(item.actorId), at: formatInstant(new Date(item.at).toISOString(), clock) })}
          </p>
        </div>
        <button type="button" className="b b-quiet b-ico cu-tap" aria-label={t('close')} onClick={onClose}>
          <X className="i" aria-hidden="true" />
        </button>
      </div>
      {item.request ? (
        <RequestAnswer request={item.request} proof={proof} />
      ) : (
        <p className="cu-note">{item.text || t('thread.no_words')}</p>
      )}
      {item.replies.length > 0 && (
        <ul className="cu-replies" aria-live="polite">
          {item.replies.map((reply) => (
            <li key={reply.ref}>
              <span className={`av p${person(reply.actorId)?.colour ?? 8}`} aria-hidden="true">
                {person(reply.actorId)?.initials}
              </span>
              <div>
                <p className="t13 c2">
                  <b>{nameOf(reply.actorId)}</b> {formatInstant(new Date(reply.at).toISOString(), clock)}
                </p>
                <p className="cu-note">{reply.deleted ? t('thread.deleted') : reply.text}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {version.marks.allowed && page.you.rights !== 'view' && <ReplyField target={targetOf(item)} room={room} />}
    </div>
  )
}

/** An answer to a request goes to the request, wherever its mark is. */
const targetOf = (item: ThreadItem): string => (item.request ? `request:${item.request.id}` : item.key)

function ReplyField({ target, room }: { target: string; room: OpenRoom | null }) {
  const { t } = useTranslation('customer')
  const { ensureName } = useCustomer()
  const [text, setText] = useState('')
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!room || text.trim() === '' || !(await ensureName())) return
    room.session.reply(target, text.trim())
    setText('')
  }
  return (
    <form className="cu-reply" onSubmit={send}>
      <input
        className="in cu-in"
        aria-label={t('thread.reply')}
        placeholder={t('thread.reply')}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button
        type="submit"
        className="b b-ico cu-tap"
        aria-label={t('thread.send')}
        disabled={!room || text.trim() === ''}
      >
        <Send className="i" aria-hidden="true" />
      </button>
    </form>
  )
}
