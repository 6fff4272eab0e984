import type { ItemFacts, Progress } from './facts.ts'
import type { Gate } from './gate.ts'
import { hasRoom, type Load, NOTHING } from './limits.ts'
import { type Place, placesOf, progressAt, type Stage } from './stages.ts'

/** A line item on the board, as far as a move reads it. */
export type Card = {
  title: string
  place: Place
  /** The stages of its workflow, in the shop's order. */
  route: string[]
  gate: Gate
  /** Somebody let it through its closed gate; good until it is back at the start. */
  isOverridden: boolean
  /** Why it is on hold, or null. */
  held: string | null
  isCancelled?: boolean
  /** Ids of what is ticked in its stage. */
  checks: string[]
  /** Work in it, all pieces together. */
  minutes: number
}

/** What a move reads besides its card. */
export type Workshop = {
  /** The shop's, in its order. */
  stages: Stage[]
  /** What the columns hold now, the card itself where it is. */
  loads: Record<Place, Load>
}

export type RefusalCode =
  | 'move.cancelled'
  | 'move.held'
  | 'move.here'
  | 'move.unknown'
  | 'move.shipped'
  | 'move.not_ready'
  | 'move.not_in_workflow'
  | 'move.unsigned'
  | 'move.checklist'
  | 'move.limit'

export type Refusal = {
  code: RefusalCode
  /** A sentence for the person who tried. */
  reason: string
  /** May somebody who runs the shop do it all the same, and say why? */
  canOverride: boolean
}

export type Plan =
  | {
      moves: true
      place: Place
      progress: Progress
      stageId: string | null
      /** Who has it afterwards; undefined leaves it with whoever has it. */
      assigneeId: string | undefined
      isOverridden: boolean
      /** Refusals that the override took away. */
      overrides: RefusalCode[]
      /** What follows, in words. */
      says: string[]
    }
  | { moves: false; refusals: Refusal[] }

export type PlanMoves = Extract<Plan, { moves: true }>

/**
 * What moving a card would do, or why it may not. Screen and server ask the same: the one to show it at once, the other
 * to decide on locked rows. SPEC.md P1–P13.
 */
export function planMove(card: Card, to: Place, workshop: Workshop, { override = false } = {}): Plan {
  const impossible = refuseAlways(card, to, workshop)
  if (impossible) return { moves: false, refusals: [impossible] }
  const refusals = [
    gateRefusal(card, to, workshop),
    checklistRefusal(card, to, workshop),
    limitRefusal(card, to, workshop),
  ].filter((refusal) => refusal !== null)
  if (refusals.length > 0 && !override) return { moves: false, refusals }
  return movedTo(
    card,
    to,
    workshop,
    refusals.map((refusal) => refusal.code),
  )
}

/** What is known of an item after a planned move. F2, P8 */
export function movedItem(item: ItemFacts, { progress, isOverridden }: PlanMoves, now: string): ItemFacts {
  return {
    ...{ ...item, progress, since: now },
    startedAt: progress === 'to_start' ? null : (item.startedAt ?? now),
    overriddenAt: isOverridden ? (item.overriddenAt ?? now) : null,
  }
}

function refuseAlways(card: Card, to: Place, { stages }: Workshop): Refusal | null {
  if (card.isCancelled) return never('move.cancelled', 'This order was cancelled.')
  if (to === card.place) return never('move.here', 'It is there already.')
  if (card.held !== null)
    return never('move.held', `This order is on hold${card.held && `: ${card.held}`}. Take it off hold first.`)
  if (!placesOf(stages).includes(to))
    return never('move.unknown', 'This stage is no longer there. Please look at the board again.')
  const isGone = progressAt(card.place) === 'shipped' || progressAt(card.place) === 'delivered'
  if (isGone && to !== 'delivered') return never('move.shipped', 'It was shipped. Take the shipment back first.')
  if (to === 'delivered' && card.place !== 'shipped') return never('move.not_ready', 'It was not shipped yet.')
  if (to === 'shipped' && card.place !== 'ready' && card.place !== 'packed')
    return never('move.not_ready', `${card.title} isn’t ready yet. It ships once it is.`)
  if (progressAt(to) === 'making' && !card.route.includes(to)) return outsideRoute(card, to, stages)
  return null
}

const outsideRoute = ({ title }: Card, to: Place, stages: Stage[]): Refusal =>
  never('move.not_in_workflow', `${title} doesn’t go through ${nameOf(to, stages)}. Its product’s workflow says so.`)

function gateRefusal(card: Card, to: Place, { stages }: Workshop): Refusal | null {
  if (card.gate.open || card.isOverridden || to === 'delivered' || !isForward(card.place, to, stages)) return null
  return maybe('move.unsigned', card.gate.reason)
}

function checklistRefusal(card: Card, to: Place, { stages }: Workshop): Refusal | null {
  const stage = stages.find((one) => one.id === card.place)
  if (!stage || !isForward(card.place, to, stages)) return null
  const [first, ...more] = stage.checklist.filter((check) => !card.checks.includes(check.id))
  if (!first) return null
  const others = more.length === 0 ? '' : ` and ${more.length} more`
  return maybe('move.checklist', `Not ticked yet in ${stage.name}: “${first.text}”${others}.`)
}

function limitRefusal(card: Card, to: Place, { stages, loads }: Workshop): Refusal | null {
  const stage = stages.find((one) => one.id === to)
  if (!stage?.limit || hasRoom(loads[to] ?? NOTHING, stage.limit, card.minutes)) return null
  const { kind, count } = stage.limit
  const most = kind === 'cards' ? `${count} ${count === 1 ? 'card' : 'cards'}` : `${count} minutes of work`
  return maybe('move.limit', `${stage.name} is full: it takes ${most} at once. Move one on first.`)
}

function movedTo(card: Card, to: Place, { stages }: Workshop, overrides: RefusalCode[]): PlanMoves {
  const stage = stages.find((one) => one.id === to)
  return {
    moves: true,
    place: to,
    progress: progressAt(to),
    stageId: stage?.id ?? null,
    assigneeId: stage?.assigneeId ?? undefined,
    isOverridden: to !== 'to_start' && (card.isOverridden || overrides.includes('move.unsigned')),
    overrides,
    says: consequences(card, to, stage),
  }
}

function consequences({ place }: Card, to: Place, stage: Stage | undefined): string[] {
  const said: string[] = []
  if (place === 'to_start') said.push('Making starts, and the customer’s page says so.')
  if (to === 'to_start') said.push('It waits to be started again.')
  if (to === 'ready') said.push('Its making is done.')
  if (to === 'shipped') said.push('It leaves the board, and the customer’s page shows that it is on its way.')
  if (to === 'delivered') said.push('The order is closed.')
  if (stage?.assigneeId) said.push(`It goes to whoever does ${stage.name}.`)
  const open = stage?.checklist.length ?? 0
  if (stage && open > 0) said.push(`${open} ${open === 1 ? 'thing is' : 'things are'} to be ticked in ${stage.name}.`)
  return said
}

/** Further along the board; what goes back needs no leave. */
function isForward(from: Place, to: Place, stages: Stage[]): boolean {
  const places = placesOf(stages)
  return places.indexOf(to) > places.indexOf(from)
}

const nameOf = (place: Place, stages: Stage[]) => stages.find((stage) => stage.id === place)?.name ?? place
const never = (code: RefusalCode, reason: string): Refusal => ({ code, reason, canOverride: false })
const maybe = (code: RefusalCode, reason: string): Refusal => ({ code, reason, canOverride: true })
