import { addWorkingDays, type Calendar, dayIn, onOrAfter, onOrBefore } from './calendar.ts'
import type { Clock, OrderFacts } from './facts.ts'
import { type MoveReason, workMove } from './move.ts'

export type DueKind = 'reply' | 'update' | 'proof' | 'decision' | 'ship'

/** What is due when. `at` only where it is an instant and not a whole day of the shop. */
export type Due = { kind: DueKind; day: string; at: string | null; late: boolean }

/** How long things usually take this shop, in working days. */
export type Turnaround = {
  /** From the moment a proof is the shop's move until it should be out. */
  proofDays: number
  /** From the moment it is the customer's move until they should have decided. */
  decisionDays: number
  /** From the signature to the parcel: later than that before the ship-by, a decision comes too late. */
  makingDays: number
}

export const USUAL: Turnaround = { proofDays: 2, decisionDays: 3, makingDays: 3 }

/** The soonest thing that is due, or null. */
export const dueOf = (facts: OrderFacts, calendar: Calendar, now: string, turnaround?: Turnaround): Due | null =>
  duesOf(facts, calendar, now, turnaround)[0] ?? null

/** Everything that is due of an order, soonest first. SPEC.md D1–D8. */
export function duesOf(facts: OrderFacts, calendar: Calendar, now: string, turnaround: Turnaround = USUAL): Due[] {
  if (facts.cancelledAt) return []
  const today = dayIn(calendar.timezone, now)
  const dues = [
    facts.reply && clockDue('reply', facts.reply, calendar, now),
    facts.promise && clockDue('update', facts.promise, calendar, now),
    facts.shippedAt || facts.heldAt ? null : workDue(facts, calendar, today, turnaround),
    facts.shippedAt ? null : shipDue(facts.shipBy, calendar, today),
  ]
  return dues.filter((due) => due !== null).sort(bySoonest)
}

/** Kept as it was given: a marketplace's clock runs on Sundays, too. */
const clockDue = (kind: 'reply' | 'update', { at }: Clock, calendar: Calendar, now: string): Due => ({
  ...{ kind, at, day: dayIn(calendar.timezone, at) },
  late: Date.parse(now) > Date.parse(at),
})

/** On the last working day that keeps the promise, and late only once the promise itself is broken. */
function shipDue(shipBy: string | null, calendar: Calendar, today: string): Due | null {
  return shipBy ? { kind: 'ship', day: onOrBefore(shipBy, calendar), at: null, late: today > shipBy } : null
}

const KIND_OF: Partial<Record<MoveReason, 'proof' | 'decision'>> = {
  send_first_proof: 'proof',
  send_proof: 'proof',
  answer_requests: 'proof',
  review: 'proof',
  open_proof: 'decision',
  decide: 'decision',
}

function workDue(facts: OrderFacts, calendar: Calendar, today: string, turnaround: Turnaround): Due | null {
  const { reason, since } = workMove(facts)
  const kind = KIND_OF[reason]
  if (!kind) return null
  const asked = onOrAfter(dayIn(calendar.timezone, since), calendar)
  const usual = addWorkingDays(asked, kind === 'proof' ? turnaround.proofDays : turnaround.decisionDays, calendar)
  const limit = facts.shipBy && latestFor(kind, facts.shipBy, calendar, turnaround)
  // A promise that was tight from the start is due at once, not before it was asked for.
  const day = limit && limit < usual ? (limit > asked ? limit : asked) : usual
  return { kind, day, at: null, late: today > day }
}

function latestFor(kind: 'proof' | 'decision', shipBy: string, calendar: Calendar, turnaround: Turnaround): string {
  const ship = onOrBefore(shipBy, calendar)
  return kind === 'proof' ? ship : addWorkingDays(ship, -turnaround.makingDays, calendar)
}

/** What is due some time on a day comes after what is due at an hour of it. */
function bySoonest(a: Due, b: Due): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1
  return (a.at ?? '~') < (b.at ?? '~') ? -1 : 1
}

/** When a stage should be through with a card: that many working days before its order's ship-by. D9 */
export function stageDue(
  shipBy: string | null,
  offsetDays: number | null,
  calendar: Calendar,
  now: string,
): { day: string; late: boolean } | null {
  if (!shipBy) return null
  const day = addWorkingDays(onOrBefore(shipBy, calendar), -(offsetDays ?? 0), calendar)
  const today = dayIn(calendar.timezone, now)
  return { day, late: offsetDays ? today > day : today > shipBy }
}
