import type { BoardDto, CardDto } from '@proofroom/contract'
import type { Place } from '@proofroom/workflow'
import { createContext, useContext } from 'react'
import type { DragStore } from './drag-store.ts'
import type { Refusal, useMoves } from './useMoves.ts'

/** What the parts of the board share. `board` is as shown: with what is on its way to the server. */
type BoardView = Omit<ReturnType<typeof useMoves>, 'shown' | 'refusal'> & {
  board: BoardDto
  refusal: Refusal | null
  store: DragStore
  nameOf: (place: Place) => string
  today: string
  isNarrow: boolean
  openCard: (id: string | null) => void
  askWhy: (refusal: Refusal) => void
  announce: (words: string) => void
}

export const BoardContext = createContext<BoardView | null>(null)

export function useBoard(): BoardView {
  const view = useContext(BoardContext)
  if (!view) throw new Error('useBoard is for what is on the board')
  return view
}

export const cardsOf = (board: BoardDto, ids: Iterable<string>): CardDto[] => {
  const wanted = new Set(ids)
  return board.cards.filter((card) => wanted.has(card.id))
}
