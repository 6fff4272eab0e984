import type { CardDto } from '@proofroom/contract'
import type { Place } from '@proofroom/workflow'
import { type RefObject, useEffect, useRef, useSyncExternalStore } from 'react'
import { useBoard } from './board-context.ts'
import { whyNot } from './board-model.ts'
import type { Drag, DragStore } from './drag-store.ts'
import { listenForDrags } from './dragging.ts'
import type { Seen } from './useMoves.ts'

/** Picks up a card, with what is selected when it is one of them, and lets go of them over a place. */
export function useLift(selected: ReadonlySet<string>) {
  const { board, move, store } = useBoard()
  const seen = useRef<Seen[]>([])
  const lift = (id: string): Pick<Drag, 'ids' | 'verdicts'> | null => {
    if (!board.can.move.allowed) return null
    const wanted = selected.has(id) ? selected : new Set([id])
    const cards = board.cards.filter((card) => wanted.has(card.id))
    seen.current = cards.map(({ id, version }) => ({ id, version }))
    const verdicts = new Map(board.columns.map(({ place }) => [place, verdictOf(cards, place)]))
    return { ids: new Set(cards.map((card) => card.id)), verdicts }
  }
  /** With several, a place is out only when none of them may go there. */
  const verdictOf = (cards: CardDto[], place: Place): string | null => {
    const reasons = cards.map((card) => (card.place === place ? null : (whyNot(card, place, board)?.reason ?? null)))
    return reasons.every((reason) => reason !== null) ? (reasons[0] ?? null) : null
  }
  const drop = (to: Place) => move({ cards: seen.current, to })
  return { store, lift, drop }
}

/** Mouse and finger, for the whole board. */
export function useDrag(
  root: RefObject<HTMLElement | null>,
  scroller: RefObject<HTMLElement | null>,
  lifting: ReturnType<typeof useLift> & { rest: (id: string) => void },
): void {
  const newest = useRef(lifting)
  newest.current = lifting
  const { store } = lifting
  useEffect(() => {
    if (!root.current || !scroller.current) return
    return listenForDrags(root.current, scroller.current, {
      store,
      lift: (id) => newest.current.lift(id),
      drop: (to) => newest.current.drop(to),
      rest: (id) => newest.current.rest(id),
    })
  }, [root, scroller, store])
}

export const useDragged = <T>(store: DragStore, pick: (drag: Drag | null) => T): T =>
  useSyncExternalStore(store.subscribe, () => pick(store.get()))
