import type { VersionDto } from '@proofroom/contract'
import type { NewEntry, Projection } from '@proofroom/proof'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlacedMark, Tool } from '../../proofs/room/types.ts'
import { useCustomer } from '../context.ts'
import { marksToSend, type Offer } from '../marks.ts'
import type { OpenRoom } from '../room/useRoom.ts'
import { keptTexts } from './kept-texts.ts'

export type AskTool = Extract<Tool, 'comment' | 'freehand' | 'rectangle'>

type Props = {
  room: OpenRoom | null
  projection: Projection
  version: VersionDto
  setPageIndex: (index: number) => void
}

/** What is being asked for: the marks, the words that are still only on this phone, and which of them go along. */
export type Asking = ReturnType<typeof useAsking>

export function useAsking({ room, projection, version, setPageIndex }: Props) {
  const { t } = useTranslation('customer')
  const { page, ensureName, say } = useCustomer()
  const [tool, setTool] = useState<AskTool>('comment')
  const [current, setCurrent] = useState<string | null>(null)
  const [placed, setPlaced] = useState<PlacedMark | null>(null)
  const [reviewing, setReviewing] = useState(false)
  const [texts, setTexts] = useState(() => keptTexts.read(version.id))
  const [ticks, setTicks] = useState<Record<string, boolean>>({})
  const [message, setMessage] = useState('')
  const you = room?.session.actorId ?? page.you.actorId
  const proof = page.proof

  const offers = useMemo<Offer[]>(() => {
    if (!proof) return []
    const found = marksToSend(projection, proof.people, proof.requests, you)
    return found.map((offer) => ({ ...offer, ticked: ticks[offer.mark.ref] ?? offer.ticked }))
  }, [projection, proof, you, ticks])

  const write = (ref: string, text: string) => {
    const next = { ...texts, [ref]: text }
    setTexts(next)
    keptTexts.write(version.id, next)
  }
  const place = useCallback(
    async (mark: PlacedMark) => {
      setPlaced(mark)
      const named = await ensureName()
      if (named && room) setCurrent(room.session.refOf(room.session.add({ kind: 'annotation', ...mark } as NewEntry)))
      setPlaced(null)
      setReviewing(false)
    },
    [ensureName, room],
  )
  const open = (ref: string) => {
    const offer = offers.find((one) => one.mark.ref === ref)
    if (!offer) return
    setCurrent(ref)
    setReviewing(false)
    setPageIndex(
      Math.max(
        0,
        version.pages.findIndex((one) => one.id === offer.mark.page),
      ),
    )
  }
  const remove = (ref: string) => {
    room?.session.remove(idOf(ref))
    setCurrent(null)
    say(t('ask.removed'), () => room?.session.undo())
  }
  const clear = () => {
    keptTexts.clear(version.id)
    setTexts({})
    setTicks({})
    setMessage('')
    setCurrent(null)
    setReviewing(false)
  }
  return {
    tool,
    setTool: (next: AskTool) => {
      setTool(next)
      setCurrent(null)
    },
    /** While the sheet is open a finger moves the mockup; otherwise it marks. */
    activeTool: (current ? 'select' : tool) as Tool,
    current,
    another: () => {
      setCurrent(null)
      setReviewing(false)
    },
    placed,
    place,
    open,
    remove,
    reviewing,
    review: () => {
      setReviewing(true)
      setCurrent(null)
    },
    offers,
    /** Own marks the shop was not asked about yet. */
    unsent: offers.filter((offer) => offer.own).length,
    isOwn: (ref: string) => offers.some((offer) => offer.own && offer.mark.ref === ref),
    textOf: (offer: Offer) => (offer.own ? (texts[offer.mark.ref] ?? offer.mark.text) : offer.mark.text),
    write,
    tick: (ref: string, on: boolean) => setTicks({ ...ticks, [ref]: on }),
    message,
    setMessage,
    clear,
  }
}

/** The entry's own id within its author's root. */
export const idOf = (ref: string): string => ref.slice(ref.indexOf('/') + 1)
