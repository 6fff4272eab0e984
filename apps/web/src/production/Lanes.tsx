import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { useBoard } from './board-context.ts'
import { CardSpot } from './CardSpot.tsx'
import { type Cell, type LaneLayout, type Layout, spotsBetween } from './layout.ts'
import type { ScrollWindow } from './useScrollWindow.ts'
import { useWorkers } from './useWorkers.ts'

export type LanesProps = {
  layout: Layout
  seen: ScrollWindow
  group: string | undefined
  current: string | null
  selected: ReadonlySet<string>
}

/** The cards that are in sight, each where the layout says. */
export function Lanes({ layout, ...props }: LanesProps) {
  const { seen } = props
  return (
    <div className="bo-lanes" style={{ height: layout.height }}>
      {layout.lanes
        .filter(({ top, height }) => top + height > seen.from && top < seen.to)
        .map((lane) => (
          <LaneBand key={lane.lane.key} lane={lane} {...props} />
        ))}
    </div>
  )
}

function LaneBand({ lane, ...props }: { lane: LaneLayout } & Omit<LanesProps, 'layout'>) {
  const { t } = useTranslation('production')
  const { isNarrow } = useBoard()
  const name = useLaneName(lane, props.group)
  // A phone has no columns' names above it.
  const Heading = isNarrow ? 'h2' : 'h3'
  const shown = { from: props.seen.from - lane.top, to: props.seen.to - lane.top }
  return (
    <section className="bo-lane" aria-label={name ?? undefined} style={{ top: lane.top, height: lane.height }}>
      {name ? (
        <Heading className="bo-lane-h">
          <span className="el">{name}</span>
          <span className="count">{t('lane.cards', { count: lane.lane.cards.length })}</span>
        </Heading>
      ) : null}
      <div className="bo-cells">
        {lane.cells.map((cell) => (
          <CellList key={cell.place} cell={cell} {...props} seen={shown} />
        ))}
      </div>
    </section>
  )
}

/** A group's own name, or the app's words for a time and for those that say nothing. */
function useLaneName({ lane }: LaneLayout, group: string | undefined): string | null {
  const { t } = useTranslation('production')
  if (!group) return null
  if (lane.name !== null) return lane.name
  if (group === 'due') return t(`lane.due.${lane.key as 'late'}`)
  return group === 'product' || group === 'assignee' ? t(`lane.none.${group}`) : t('lane.none.answer')
}

function CellList({ cell, seen, current, selected }: { cell: Cell } & Omit<LanesProps, 'layout' | 'group'>) {
  const { board, refusal, nameOf, today, isNarrow, store } = useBoard()
  const { shop } = useShop()
  const workers = useWorkers(board)
  const checks = board.stages.find((stage) => stage.id === cell.place)?.checklist.length ?? 0
  const refused = refusal?.cards[0]?.id
  const spots = useMemo(() => spotsBetween(cell, seen.from, seen.to, current), [cell, seen.from, seen.to, current])
  return (
    <ul className="bo-cell" aria-label={nameOf(cell.place)}>
      {spots.map(({ card, top, height }) => (
        <CardSpot
          key={card.id}
          {...{ card, top, height, today, checks, isNarrow, store }}
          locale={shop.locale}
          worker={workers.get(card.assigneeId ?? '') ?? null}
          isCurrent={card.id === current}
          isSelected={selected.has(card.id)}
          isRefused={card.id === refused}
        />
      ))}
    </ul>
  )
}
