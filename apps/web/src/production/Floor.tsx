import type { CardDto } from '@proofroom/contract'
import type { Place } from '@proofroom/workflow'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BoardNoMatch } from './BoardStates.tsx'
import { useBoard } from './board-context.ts'
import { Backs, Heads } from './Columns.tsx'
import { useSearchChange } from './Filters.tsx'
import { Lanes } from './Lanes.tsx'
import { lanesOf } from './lanes.ts'
import { findCard, hasLine, type Layout, layoutOf, NARROW, WIDE } from './layout.ts'
import { SelectionBar } from './SelectionBar.tsx'
import { StageTabs } from './StageTabs.tsx'
import type { BoardSearch } from './search.ts'
import { useBoardKeys } from './useBoardKeys.ts'
import { useDrag, useLift } from './useDrag.ts'
import { useScrollWindow } from './useScrollWindow.ts'
import { useSelection } from './useSelection.ts'
import { useSwipe } from './useSwipe.ts'

type FloorProps = { cards: CardDto[]; search: BoardSearch }

/** The columns themselves: laid out by arithmetic, scrolled as one, and worked with mouse, finger and keys. */
export function Floor({ cards, search }: FloorProps) {
  const { t } = useTranslation('production')
  const { board, isNarrow, openCard, store } = useBoard()
  const root = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const { places, at, goTo } = usePlaces(search)
  const { layout, box } = useLayout(cards, places, search.group)
  const seen = useScrollWindow(scroller)
  const { selected, toggle, clear } = useSelection(root, layout, openCard)
  const { current, focus } = useFocus(root, scroller, layout)
  const lifting = useLift(selected)
  useDrag(root, scroller, { ...lifting, rest: toggle })
  useSwipe(scroller, store, (by) => goTo(by))
  useBoardKeys({ layout, current, lifting, focus, toggle, clear })
  const counts = useMemo(() => {
    const found = new Map<Place, number>()
    for (const card of cards) found.set(card.place, (found.get(card.place) ?? 0) + 1)
    return found
  }, [cards])
  return (
    <div className="bo-floor" ref={root}>
      {isNarrow && at ? <StageTabs at={at} counts={counts} onChange={goTo} /> : null}
      <section className="bo-scroll" ref={scroller} aria-label={t('title')}>
        <div className="bo-in" style={{ '--columns': places.length } as React.CSSProperties}>
          {isNarrow ? null : <Heads places={places} />}
          <div className="bo-body" ref={box}>
            {isNarrow ? null : <Backs places={places} />}
            <Lanes {...{ layout, seen, current, selected }} group={search.group} />
          </div>
        </div>
        {cards.length === 0 ? <BoardNoMatch /> : null}
        {cards.length > 0 && isNarrow && at && !counts.has(at) ? (
          <p className="bo-none bo-none-top">{t('column.empty')}</p>
        ) : null}
        {board.notShown > 0 ? (
          <p className="bo-none" role="status">
            {t('notShown', { count: board.notShown })}
          </p>
        ) : null}
      </section>
      <p className="sr" id="bo-keys">
        {t('keys.hint')}
      </p>
      <SelectionBar selected={selected} onClear={clear} />
    </div>
  )
}

/** All of them side by side, or on a phone the one that the address names. */
function usePlaces({ at: asked }: BoardSearch) {
  const { board, isNarrow } = useBoard()
  const change = useSearchChange()
  const all = useMemo(() => board.columns.map((column) => column.place), [board.columns])
  const first = board.columns.find((column) => column.cards > 0)?.place ?? all[0] ?? ''
  const at = isNarrow ? (asked && all.includes(asked) ? asked : first) : null
  const places = useMemo(() => (at === null ? all : [at]), [all, at])
  const goTo = (to: Place | 1 | -1) => {
    const place = typeof to === 'string' ? to : at === null ? undefined : all[all.indexOf(at) + to]
    if (at !== null && place !== undefined) change((before) => ({ ...before, at: place }))
  }
  return { places, at, goTo }
}

function useLayout(cards: CardDto[], places: Place[], group: string | undefined) {
  const { board, today, isNarrow, refusal } = useBoard()
  const box = useRef<HTMLDivElement>(null)
  const [more, setMore] = useState(0)
  const sizes = isNarrow ? NARROW : WIDE
  const refused = refusal?.cards[0]?.id
  const lanes = useMemo(
    () => lanesOf(cards, group, { workers: board.workers, today }),
    [cards, group, board.workers, today],
  )
  const layout = useMemo(() => {
    const heightOf = (card: CardDto) =>
      sizes.card + (hasLine(card) ? sizes.line : 0) + (card.id === refused && !isNarrow ? more : 0)
    return layoutOf(lanes, places, { sizes, heightOf })
  }, [lanes, places, sizes, refused, isNarrow, more])
  // What was refused says why in as many lines as it takes.
  useLayoutEffect(() => {
    const why = box.current?.querySelector<HTMLElement>('.no')
    setMore(why ? why.offsetHeight + 10 : 0)
  })
  return { layout, box }
}

/** Which card the tab key comes to, and how to get to one that may not even be on the page. */
function useFocus(
  root: React.RefObject<HTMLElement | null>,
  scroller: React.RefObject<HTMLElement | null>,
  layout: Layout,
) {
  const [chosen, setChosen] = useState<string | null>(null)
  const wanted = useRef<string | null>(null)
  const had = useRef<string | null>(null)
  const firstId = layout.lanes.flatMap(({ cells }) => cells.flatMap(({ spots }) => spots[0]?.card.id ?? []))[0] ?? null
  const current = chosen !== null && findCard(layout, chosen) ? chosen : firstId
  const focus = (id: string) => {
    wanted.current = id
    setChosen(id)
  }
  useLayoutEffect(() => {
    const element = root.current
    const onFocus = (event: FocusEvent) => {
      const card = event.target instanceof Element ? event.target.closest('[data-card]') : null
      if (!card) return
      wanted.current = null
      had.current = card.getAttribute('data-card')
      setChosen(had.current)
    }
    const onElsewhere = (event: Event) => {
      if (!(event.target instanceof Element && event.target.closest('[data-card]'))) had.current = null
    }
    element?.addEventListener('focusin', onFocus)
    document.addEventListener('focusin', onElsewhere)
    document.addEventListener('pointerdown', onElsewhere)
    return () => {
      element?.removeEventListener('focusin', onFocus)
      document.removeEventListener('focusin', onElsewhere)
      document.removeEventListener('pointerdown', onElsewhere)
    }
  }, [root])
  // A card that moved is a new one on the page: the focus goes after it.
  useLayoutEffect(() => {
    const isLost = document.activeElement === document.body
    const id = wanted.current ?? (isLost ? had.current : null)
    const at = id === null ? null : findCard(layout, id)
    if (id === null || !at) return
    bringIntoSight(scroller.current, at)
    const card = root.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`)
    card?.focus({ preventScroll: true })
    card?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  return { current, focus }
}

const MARGIN = 60

function bringIntoSight(scroller: HTMLElement | null, { top, height }: { top: number; height: number }): void {
  if (!scroller) return
  const { scrollTop, clientHeight } = scroller
  if (top < scrollTop) scroller.scrollTop = Math.max(0, top - MARGIN)
  else if (top + height + MARGIN > scrollTop + clientHeight) scroller.scrollTop = top + height + MARGIN - clientHeight
}
