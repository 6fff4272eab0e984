import type { CardDto, OrderProductionDto } from '@proofroom/contract'
import { type Card, nextPlace, type Place, type Plan, placesOf, planMove, progressAt } from '@proofroom/workflow'

type Made = Pick<OrderProductionDto, 'stages' | 'workflows'>

/** The stages that a card goes through, in the shop's order. */
export const routeOf = (card: Pick<CardDto, 'workflowId'>, { workflows }: Made): string[] =>
  workflows.find((workflow) => workflow.id === card.workflowId)?.stageIds ?? []

const cardFor = (card: CardDto, made: Made): Card => ({
  title: card.title,
  place: card.place,
  route: routeOf(card, made),
  gate: card.gate,
  isOverridden: card.isOverridden,
  held: card.held,
  checks: card.checks,
  minutes: card.minutes,
})

/** What a move would do, asked of the same rules as the server asks. Limits are the board's: the server knows them. */
export const planFor = (card: CardDto, to: Place, made: Made): Plan =>
  planMove(cardFor(card, made), to, { stages: made.stages, loads: {} })

/** Where it goes when what is done here is done. What is ready goes out of the door with the whole order. */
export function nextFor(card: CardDto, made: Made): Place | null {
  const progress = progressAt(card.place)
  if (progress !== 'to_start' && progress !== 'making') return null
  return nextPlace(card.place, routeOf(card, made), made.stages)
}

/** Everywhere it may be taken, in the board's order. Out of the door goes only a whole order. */
export function placesFor(card: CardDto, made: Made): Place[] {
  const route = routeOf(card, made)
  return placesOf(made.stages)
    .filter((place) => place !== 'shipped' && place !== 'delivered' && place !== card.place)
    .filter((place) => progressAt(place) !== 'making' || route.includes(place))
}

export type RouteStep = { place: Place; colour: number | null; state: 'past' | 'now' | 'next' }

/** The way of a card as a line of small steps: its stages, then ready. A stage its workflow lost stays while it is there. */
export function stepsOf(card: CardDto, made: Made): RouteStep[] {
  const places = placesOf(made.stages)
  const route = routeOf(card, made)
  const here = places.indexOf(card.place)
  const shown = places.filter(
    (place) => place === 'ready' || (progressAt(place) === 'making' && (route.includes(place) || place === card.place)),
  )
  return shown.map((place) => {
    const at = places.indexOf(place)
    const colour = made.stages.find((stage) => stage.id === place)?.colour ?? null
    const isThere = place === 'ready' ? here >= at : here > at
    return { place, colour, state: at === here && place !== 'ready' ? 'now' : isThere ? 'past' : 'next' }
  })
}

/** Cards that go on to the same place together, so that one button moves them all. */
export function commonNext(made: OrderProductionDto): { cards: CardDto[]; to: Place } | null {
  const open = made.cards.filter((card) => progressAt(card.place) === 'making')
  const nexts = new Set(open.map((card) => nextFor(card, made)))
  const [to] = nexts
  return nexts.size === 1 && to ? { cards: open, to } : null
}

/** Whether there is anything to show of it: before the gate opens, making is nobody's thought. */
export const isWanted = ({ cards }: OrderProductionDto): boolean =>
  cards.some((card) => card.place !== 'to_start' || card.gate.open || card.needs === 'shop')
