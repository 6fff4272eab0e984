import type { VersionDto } from '@proofroom/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { updateVersion } from './api.ts'
import type { DraftActs } from './useDraft.ts'

type NoteState = 'saved' | 'saving' | 'failed'

/** The note is saved while it is written: six tenths of a second after the last letter. */
export function useNote({ target, edit, saves }: Pick<DraftActs, 'target' | 'edit' | 'saves'>, version: VersionDto) {
  const [text, setText] = useState(version.note)
  const [state, setState] = useState<NoteState>('saved')
  const latest = useRef(text)
  const saved = useRef(version.note)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const flush = useCallback(async () => {
    clearTimeout(timer.current)
    const note = latest.current
    if (note === saved.current) return
    setState('saving')
    try {
      await saves.add(() => updateVersion(target.shop, target.proof, target.version, { note }))
      saved.current = note
      edit((now) => ({ ...now, note }))
      if (latest.current === note) setState('saved')
    } catch {
      setState('failed')
    }
  }, [edit, saves, target])

  useEffect(() => () => void flush(), [flush])

  const write = useCallback(
    (words: string) => {
      latest.current = words
      setText(words)
      setState('saving')
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), 600)
    },
    [flush],
  )

  return { text, state, write, flush }
}

export type Note = ReturnType<typeof useNote>
