import type { PersonDto } from '@proofroom/contract'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadItem } from '../../proofs/room/threads.ts'

/** What somebody else has just marked, as a sentence for a live region. Not what was there already. */
export function useNews(threads: ThreadItem[], people: PersonDto[]): string {
  const { t } = useTranslation('customer')
  const [news, setNews] = useState('')
  const known = useRef<Set<string> | null>(null)
  useEffect(() => {
    const before = known.current
    known.current = new Set(threads.map((item) => item.key))
    if (!before) return
    const item = threads.find((one) => !before.has(one.key) && !people.find((p) => p.actorId === one.actorId)?.you)
    const name = people.find((one) => one.actorId === item?.actorId)?.name ?? t('somebody')
    if (item && Date.now() - item.at < 60_000) setNews(t('look.others_marked', { name, text: item.text }))
  }, [threads, people, t])
  return news
}
