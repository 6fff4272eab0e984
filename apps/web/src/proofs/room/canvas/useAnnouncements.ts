import type { PersonDto } from '@proofroom/contract'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadItem } from '../threads.ts'

/** One sentence about what somebody else just did, for a live region. */
export function useAnnouncements(items: readonly ThreadItem[], people: readonly PersonDto[]): string {
  const { t } = useTranslation('room')
  const [said, setSaid] = useState('')
  const known = useRef<Set<string> | null>(null)
  useEffect(() => {
    const now = new Set(items.flatMap((item) => [item.key, ...item.replies.map((reply) => reply.ref)]))
    const before = known.current
    known.current = now
    // What was there when the room opened is no news.
    if (!before || before.size === 0) return
    const nameOf = (actorId: string) => {
      const person = people.find((one) => one.actorId === actorId)
      return person?.you ? null : person?.name || person?.initials || null
    }
    for (const item of items) {
      const who = nameOf(item.actorId)
      if (who && !before.has(item.key)) setSaid(t('announce.marked', { who, number: item.number, text: item.text }))
      for (const reply of item.replies) {
        const replier = nameOf(reply.actorId)
        if (replier && !before.has(reply.ref))
          setSaid(t('announce.replied', { who: replier, number: item.number, text: reply.text }))
      }
    }
  }, [items, people, t])
  return said
}
