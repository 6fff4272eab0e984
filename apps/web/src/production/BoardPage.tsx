import type { BoardDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addWords } from '../i18n.ts'
import { useShop } from '../identity/shop.ts'
import { NewOrder } from '../orders/NewOrder.tsx'
import { dayIn } from '../ui/format.ts'
import { ToldFailure } from '../ui/Told.tsx'
import { useNarrow } from '../ui/useNarrow.ts'
import { useNow } from '../ui/useNow.ts'
import { useTitle } from '../ui/useTitle.ts'
import { boardQuery } from './api.ts'
import { BoardBar, BoardSheetBar } from './BoardBar.tsx'
import { BoardFind } from './BoardFind.tsx'
import { BoardEmpty, BoardSkeleton } from './BoardStates.tsx'
import { BoardContext } from './board-context.ts'
import { CardSheet } from './CardSheet.tsx'
import { createDragStore } from './drag-store.ts'
import words from './en.json'
import { Floor } from './Floor.tsx'
import { filterCards } from './filter.ts'
import { OverrideDialog } from './OverrideDialog.tsx'
import { usePlaceName } from './place-name.ts'
import { RefusalSheet } from './RefusalBox.tsx'
import { useDragged } from './useDrag.ts'
import { useHeld } from './useHeld.ts'
import { type Refusal, useMoves } from './useMoves.ts'
import { useOthersTold } from './useOthersTold.ts'
import './board.css'

addWords('production', words)

/** Every line item of every open order, in the place where it is. */
export function BoardPage() {
  const { t } = useTranslation('production')
  const { shop } = useShop()
  const isNarrow = useNarrow()
  const search = useSearch({ from: '/s/$shop/railed/board' })
  const read = useQuery(boardQuery(shop.code))
  useTitle(t('title'))
  const isEmpty = read.data?.columns.every((column) => column.cards === 0)
  return (
    <div className="bo">
      <header className="top">
        <h1 className="h1">{t('title')}</h1>
        <span className="sp" />
        {isNarrow ? null : <BoardFind q={search.q ?? ''} />}
        {read.data && isNarrow ? <BoardSheetBar board={read.data} search={search} /> : null}
        <NewOrder />
      </header>
      {read.isPending ? <BoardSkeleton /> : null}
      {read.error && !read.data ? (
        <div className="bo-failed">
          <ToldFailure error={read.error} onRetry={() => void read.refetch()} />
        </div>
      ) : null}
      {read.data ? isEmpty ? <BoardEmpty /> : <LiveBoard read={read.data} isNarrow={isNarrow} /> : null}
    </div>
  )
}

/** Holds still while a card is in the hand, and shows at once what is done. */
function LiveBoard({ read, isNarrow }: { read: BoardDto; isNarrow: boolean }) {
  const { shop, me } = useShop()
  const now = useNow()
  const search = useSearch({ from: '/s/$shop/railed/board' })
  const [store] = useState(createDragStore)
  const isHeld = useDragged(store, (drag) => drag !== null && !drag.isSettling)
  const { shown, refusal, ...moves } = useMoves(read)
  const board = useHeld(shown ?? read, isHeld)
  const nameOf = usePlaceName(board)
  const [opened, openCard] = useState<string | null>(null)
  const [why, askWhy] = useState<Refusal | null>(null)
  const [said, announce] = useState('')
  const today = dayIn(shop.timezone, now)
  const mine = me.memberships.find((one) => one.shop.code === shop.code)?.memberId ?? ''
  const cards = useMemo(() => filterCards(board.cards, search, mine), [board.cards, search, mine])
  useOthersTold(read, moves.isOurs, announce, nameOf)
  const view = { ...moves, board, refusal, store, nameOf, today, isNarrow, openCard, askWhy, announce }
  return (
    <BoardContext.Provider value={view}>
      {isNarrow ? null : <BoardBar board={board} search={search} shown={cards.length} />}
      <Floor cards={cards} search={search} />
      <p className="sr" role="status">
        {said}
      </p>
      {opened ? <CardSheet id={opened} onClose={() => openCard(null)} /> : null}
      {why ? null : <RefusalSheet />}
      {why ? <OverrideDialog refusal={why} onClose={() => askWhy(null)} /> : null}
    </BoardContext.Provider>
  )
}
