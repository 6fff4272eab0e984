import type { BoardDto, CardDto, LoadDto } from '@proofroom/contract'
import {
  type Card,
  isFull,
  type Load,
  minus,
  NOTHING,
  nextPlace,
  type Place,
  type Plan,
  planMove,
  plus,
  type Refusal,
  type Workshop,
} from '@proofroom/workflow'

/** What somebody here did to a card and the server has not answered yet. */
export type Change = Partial<Pick<CardDto, 'place' | 'assigneeId' | 'checks'>>

/** The board as it will be once the server agrees. */
export function withChanges(board: BoardDto, changes: ReadonlyMap<string, Change>): BoardDto {
  if (changes.size === 0) return board
  const loads = loadsOf(board)
  const cards = board.cards.map((card) => {
    const change = changes.get(card.id)
    if (!change) return card
    const after = { ...card, ...change }
    carry(loads, card, after.place)
    return after
  })
  return { ...board, cards, columns: board.columns.map((column) => loadOf(column.place, loads, board)) }
}

/** The board after the server told some of its cards anew; what is null has left it. */
export function withCards(board: BoardDto, told: Map<string, CardDto | null>): BoardDto {
  const loads = loadsOf(board)
  const cards = board.cards.flatMap((card) => {
    const now = told.get(card.id)
    if (now === undefined) return card
    if (now) carry(loads, card, now.place)
    else loads[card.place] = minus(loads[card.place] ?? NOTHING, card.minutes)
    return now ?? []
  })
  return { ...board, cards, columns: board.columns.map((column) => loadOf(column.place, loads, board)) }
}

const loadsOf = (board: BoardDto): Record<Place, Load> =>
  Object.fromEntries(board.columns.map(({ place, cards, minutes }) => [place, { cards, minutes }]))

function carry(loads: Record<Place, Load>, { place, minutes }: CardDto, to: Place): void {
  if (place === to) return
  loads[place] = minus(loads[place] ?? NOTHING, minutes)
  loads[to] = plus(loads[to] ?? NOTHING, minutes)
}

function loadOf(place: Place, loads: Record<Place, Load>, { stages }: BoardDto): LoadDto {
  const load = loads[place] ?? NOTHING
  return { place, ...load, isFull: isFull(load, stages.find((stage) => stage.id === place)?.limit ?? null) }
}

const routeOf = (card: CardDto, { workflows }: BoardDto): string[] =>
  workflows.find((workflow) => workflow.id === card.workflowId)?.stageIds ?? []

const planned = (card: CardDto, board: BoardDto): Card => ({
  title: card.title,
  place: card.place,
  route: routeOf(card, board),
  gate: card.gate.open ? { open: true } : card.gate,
  isOverridden: card.isOverridden,
  held: card.held,
  checks: card.checks,
  minutes: card.minutes,
})

const workshopOf = (board: BoardDto): Workshop => ({ stages: board.stages, loads: loadsOf(board) })

/** Asks what the server will be asked. */
export const planCard = (card: CardDto, to: Place, board: BoardDto, override = false): Plan =>
  planMove(planned(card, board), to, workshopOf(board), { override })

/** Why a card may not go there, as the server puts it; null when it may. */
export function whyNot(card: CardDto, to: Place, board: BoardDto): Refusal | null {
  const plan = planCard(card, to, board)
  return plan.moves ? null : summed(plan.refusals)
}

const summed = (refusals: Refusal[]): Refusal => ({
  code: refusals[0]?.code ?? 'move.unknown',
  reason: refusals.map((refusal) => refusal.reason).join(' '),
  canOverride: refusals.every((refusal) => refusal.canOverride),
})

/** Where it goes when its work here is done; off the board is no place of it. */
export function nextOf(card: CardDto, board: BoardDto): Place | null {
  const next = nextPlace(card.place, routeOf(card, board), board.stages)
  return board.columns.some((column) => column.place === next) ? next : null
}

/** The place before or after, among those that the card goes through. */
export function stepOf(card: CardDto, by: 1 | -1, board: BoardDto): Place | null {
  if (by === 1) return nextOf(card, board)
  const route = routeOf(card, board)
  const isStage = (place: Place) => board.stages.some((stage) => stage.id === place)
  const places = board.columns.map((column) => column.place)
  const before = places.slice(0, Math.max(0, places.indexOf(card.place)))
  return before.findLast((place) => !isStage(place) || route.includes(place)) ?? null
}

export type Planned = { goes: { card: CardDto; change: Change }[]; refused: { card: CardDto; refusal: Refusal }[] }

/** Plans them one after the other: where a limit leaves room for some, the first ones go. */
export function planAll(cards: CardDto[], to: Place, board: BoardDto, override: boolean): Planned {
  const result: Planned = { goes: [], refused: [] }
  let now = board
  for (const card of cards) {
    if (card.place === to) continue
    const plan = planCard(card, to, now, override)
    if (!plan.moves) {
      result.refused.push({ card, refusal: summed(plan.refusals) })
      continue
    }
    const change: Change = { place: plan.place, checks: [], ...(plan.assigneeId && { assigneeId: plan.assigneeId }) }
    result.goes.push({ card, change })
    now = withChanges(now, new Map([[card.id, change]]))
  }
  return result
}
