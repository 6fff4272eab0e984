import { addWorkingDays, type Calendar, onOrBefore } from './calendar.ts'
import { type Place, placesOf } from './stages.ts'

/** A stage as the customer hears of it: in the shop's own words, or not at all. */
export type ToldStage = { id: string; customerWords: string | null; dueOffsetDays: number | null }

/** One step from the signature to the door. Words are the shop's; the other steps have the page's own. */
export type Step = {
  key: 'stage' | 'ready' | 'shipped' | 'delivered'
  words: string | null
  state: 'past' | 'now' | 'next'
  /** When it came there; null for what lies ahead, and for what it jumped over. */
  at: string | null
  /** The day it should be through, where the shop plans one. */
  by: string | null
}

type Journey = {
  place: Place
  route: string[]
  /** When it came to each place, the last time it did. */
  visits: { place: Place; at: string }[]
  shipBy: string | null
}

/** Where an item stands for the customer. SPEC.md T1–T5. */
export function stepsFor(journey: Journey, stages: ToldStage[], calendar: Calendar): Step[] {
  const places = placesOf(stages)
  const here = places.indexOf(journey.place)
  const shown = places.filter((place) => isTold(place, journey, stages))
  const steps = shown.map((place): Step & { index: number } => {
    const index = places.indexOf(place)
    const state = index < here ? 'past' : index === here ? 'now' : 'next'
    const at = state === 'next' ? null : lastVisit(journey, place)
    const by = state === 'past' ? null : dayBy(place, journey.shipBy, stages, calendar)
    return { index, key: keyOf(place, stages), words: wordsOf(place, stages), state, at, by }
  })
  return settle(steps).map(({ index: _, ...step }) => step)
}

/** Where nothing is told, the last step that was told goes on. */
function settle<S extends Step>(steps: S[]): S[] {
  if (steps.some((step) => step.state === 'now')) return steps
  const last = steps.findLastIndex((step) => step.state === 'past')
  return steps.map((step, i) => (i === last ? { ...step, state: 'now' } : step))
}

function isTold(place: Place, { route, place: here }: Journey, stages: ToldStage[]): boolean {
  if (place === 'to_start' || place === 'packed') return false
  const stage = stages.find((one) => one.id === place)
  if (!stage) return true
  return stage.customerWords !== null && (route.includes(place) || place === here)
}

const lastVisit = ({ visits }: Journey, place: Place): string | null =>
  visits.findLast((visit) => visit.place === place)?.at ?? null

const wordsOf = (place: Place, stages: ToldStage[]) => stages.find((one) => one.id === place)?.customerWords ?? null

function keyOf(place: Place, stages: ToldStage[]): Step['key'] {
  return stages.some((one) => one.id === place) ? 'stage' : (place as Step['key'])
}

function dayBy(place: Place, shipBy: string | null, stages: ToldStage[], calendar: Calendar): string | null {
  if (!shipBy || place === 'delivered') return null
  const stage = stages.find((one) => one.id === place)
  if (!stage) return shipBy
  if (stage.dueOffsetDays === null) return null
  return addWorkingDays(onOrBefore(shipBy, calendar), -stage.dueOffsetDays, calendar)
}
