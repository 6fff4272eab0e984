import type { PageDto } from '@proofroom/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { removePage } from './api.ts'
import type { DraftActs } from './useDraft.ts'

const UNDO_MS = 8_000

/** A removed page leaves the screen at once and the server when the chance to undo is over, or the screen is left. */
export function useRemovals({ target, edit, saves }: Pick<DraftActs, 'target' | 'edit' | 'saves'>) {
  const { t } = useTranslation(['proofs', 'ui'])
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const waiting = useRef(new Map<string, ReturnType<typeof setTimeout>>())

  const commit = useCallback(
    async (id: string) => {
      clearTimeout(waiting.current.get(id))
      if (!waiting.current.delete(id)) return
      try {
        const saved = await saves.add(() => removePage(target.shop, target.proof, target.version, id))
        edit(() => saved)
      } catch (error) {
        toast(sentenceOf(error, t('ui:failed.unknown')))
      }
      setGone((now) => without(now, id))
    },
    [edit, saves, t, target],
  )

  const flush = useCallback(() => Promise.all([...waiting.current.keys()].map(commit)), [commit])
  const lastFlush = useRef(flush)
  lastFlush.current = flush
  useEffect(() => () => void lastFlush.current(), [])

  const remove = useCallback(
    (page: PageDto) => {
      setGone((now) => new Set([...now, page.id]))
      waiting.current.set(
        page.id,
        setTimeout(() => void commit(page.id), UNDO_MS),
      )
      const undo = () => {
        clearTimeout(waiting.current.get(page.id))
        waiting.current.delete(page.id)
        setGone((now) => without(now, page.id))
      }
      toast(t('draft.removed', { name: page.name }), { label: t('ui:undo'), onPress: undo })
    },
    [commit, t],
  )

  return { gone, remove, flush }
}

const without = (set: ReadonlySet<string>, id: string) => new Set([...set].filter((one) => one !== id))
