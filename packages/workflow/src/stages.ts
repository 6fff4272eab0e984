import type { Progress } from './facts.ts'

/** A stage takes so many cards at once, or so many minutes of work. */
export type Limit = { kind: 'cards' | 'minutes'; count: number }

/** One of the shop's own columns, as far as a move reads it. */
export type Stage = {
  id: string
  name: string
  limit: Limit | null
  /** What is ticked before a card goes on. */
  checklist: { id: string; text: string }[]
  /** Who gets the cards that come in. */
  assigneeId: string | null
}

/** Where a card may be: a stage by its id, or one of the places that every shop has. */
export type Place = string

const FIRST = 'to_start'
const AFTER = ['ready', 'packed', 'shipped', 'delivered']

/** Places in the order in which cards go through them: the shop's order, whatever a workflow says. S1 */
export const placesOf = (stages: { id: string }[]): Place[] => [FIRST, ...stages.map((stage) => stage.id), ...AFTER]

/** A card in a stage is being made; everywhere else the place says it. S2 */
export const progressAt = (place: Place): Progress =>
  place === FIRST || AFTER.includes(place) ? (place as Progress) : 'making'

export const placeOf = (progress: Progress, stageId: string | null): Place =>
  progress === 'making' && stageId ? stageId : progress

/** The stages a workflow chose, in the shop's order. S3 */
export const routeOf = (stageIds: string[], stages: { id: string }[]): string[] =>
  stages.map((stage) => stage.id).filter((id) => stageIds.includes(id))

/**
 * Where a card goes when what is done here is done: the next place of its route. A card in a stage that its route has
 * lost goes on to the first one of its route that comes later. S4
 */
export function nextPlace(place: Place, route: string[], stages: { id: string }[]): Place | null {
  const places = placesOf(stages)
  const later = places.slice(places.indexOf(place) + 1)
  return later.find((one) => progressAt(one) !== 'making' || route.includes(one)) ?? null
}
