import type { Mark } from '@proofroom/proof'
import { type RefObject, useCallback, useState } from 'react'
import type { ProofCanvasProps } from '../canvas-props.ts'

/** A mark that waits for its words; `id` when it is on the page already. */
export type Composing = { mark: Mark; page: string; id: string | null }

/** What happens to a mark when the hand lets go of it, and to the words that follow. */
export function useComposing(props: ProofCanvasProps, root: RefObject<HTMLElement | null>) {
  const { session, page, onPlaced, onToolDone, onSelect } = props
  const [composing, setComposing] = useState<Composing | null>(null)

  const place = (mark: Mark): void => {
    if (onPlaced) {
      onPlaced({ page: page.id, ...mark })
      return
    }
    // A pin without words says nothing, so it waits for them; a drawn shape is live on release.
    const waits = mark.shape === 'pin' || mark.shape === 'text'
    const id = waits || !session ? null : session.add({ kind: 'annotation', page: page.id, ...mark })
    setComposing({ mark, page: page.id, id })
    if (id && session) onSelect(session.refOf(id))
    onToolDone?.()
  }
  const close = useCallback(() => {
    setComposing(null)
    root.current?.focus({ preventScroll: true })
  }, [root])
  const send = (text: string): void => {
    if (!composing || !session) return
    if (composing.id) session.edit(composing.id, { text })
    else onSelect(session.refOf(session.add({ kind: 'annotation', page: composing.page, ...composing.mark, text })))
    close()
  }
  const onTyping = useCallback((typing: boolean) => session?.setTyping(typing ? 'new' : null), [session])
  /** On this page and not in the document yet. */
  const waiting = composing && !composing.id && composing.page === page.id ? composing.mark : null
  return { composing: composing?.page === page.id ? composing : null, waiting, place, send, close, onTyping }
}
