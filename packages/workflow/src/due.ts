import { addWorkingDays, type Calendar, dayIn, onOrAfter, onOrBefore } from './calendar.ts'
import type { OrderFacts } from './facts.ts'
import { type Move, type MoveReason, workMove } from './move.ts'

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

/** What due dates are read from, little enough for a list to have it in columns. */
export type Owed = {
  /** Until when the customer who wrote should have an answer. */
  reply: string | null
  /** Until when an update was promised. */
  promise: string | null
  shipBy: string | null
  /** The move that the work itself asks for, while somebody works at it. */
  work: Pick<Move, 'reason' | 'since'> | null
}

/** D8 is here: what is over or on hold asks for less. */
export function owedOf(facts: OrderFacts): Owed {
  if (facts.cancelledAt) return { reply: null, promise: null, shipBy: null, work: null }
  return {
    reply: facts.reply?.at ?? null,
    promise: facts.promise?.at ?? null,
    shipBy: facts.shippedAt ? null : facts.shipBy,
    work: facts.shippedAt || facts.heldAt ? null : workMove(facts),
  }
}

/** The soonest thing that is due, or null. */
export const dueOf = (facts: OrderFacts, calendar: Calendar, now: string, turnaround?: Turnaround): Due | null =>
  duesOf(facts, calendar, now, turnaround)[0] ?? null

/** Everything that is due of an order, soonest first. SPEC.md D1–D8. */
export const duesOf = (facts: OrderFacts, calendar: Calendar, now: string, turnaround?: Turnaround): Due[] =>
  dueReader(calendar, now, turnaround)(owedOf(facts))

/** The same for many orders of one shop: what they share is counted once. */
export function dueReader(calendar: Calendar, now: string, turnaround: Turnaround = USUAL): (owed: Owed) => Due[] {
  const today = dayIn(calendar.timezone, now)
  const shipDues = remembered((shipBy: string) => shipDue(shipBy, calendar, today))
  const days = remembered((quarter: string) => onOrAfter(dayIn(calendar.timezone, `${quarter}:00Z`), calendar))
  const workDues = remembered((key: string) => {
    const [kind, asked = '', shipBy] = key.split(' ') as [WorkKind, string, string?]
    return workDue(kind, asked, shipBy, calendar, today, turnaround)
  })
  return ({ reply, promise, shipBy, work }) => {
    const kind = work && KIND_OF[work.reason]
    const dues = [
      reply && clockDue('reply', reply, calendar, now),
      promise && clockDue('update', promise, calendar, now),
      kind && workDues(`${kind} ${days(quarterOf(work.since))}${shipBy ? ` ${shipBy}` : ''}`),
      shipBy && shipDues(shipBy),
    ]
    return dues.filter((due) => !!due).sort(bySoonest)
  }
}

/** Days begin on a quarter of an hour in every zone, so that this much of an instant tells its day. */
const quarterOf = (instant: string) => {
  const minutes = Number(instant.slice(14, 16))
  return `${instant.slice(0, 14)}${minutes < 15 ? '00' : minutes < 30 ? '15' : minutes < 45 ? '30' : '45'}`
}

function remembered<T>(work: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return (key) => {
    let found = known.get(key)
    if (found === undefined) {
      found = work(key)
      known.set(key, found)
    }
    return found
  }
}

/** Kept as it was given: a marketplace's clock runs on Sundays, too. */
const clockDue = (kind: 'reply' | 'update', at: string, calendar: Calendar, now: string): Due => ({
  ...{ kind, at, day: dayIn(calendar.timezone, at) },
  late: Date.parse(now) > Date.parse(at),
})

/** On the last working day that keeps the promise, and late only once the promise itself is broken. */
const shipDue = (shipBy: string, calendar: Calendar, today: string): Due => ({
  ...{ kind: 'ship', day: onOrBefore(shipBy, calendar), at: null },
  late: today > shipBy,
})

type WorkKind = 'proof' | 'decision'

const KIND_OF: Partial<Record<MoveReason, WorkKind>> = {
  send_first_proof: 'proof',
  send_proof: 'proof',
  answer_requests: 'proof',
  review: 'proof',
  open_proof: 'decision',
  decide: 'decision',
}

/** `asked` is the first working day on which somebody could have done it. */
function workDue(
  kind: WorkKind,
  asked: string,
  shipBy: string | undefined,
  calendar: Calendar,
  today: string,
  turnaround: Turnaround,
): Due {
  const usual = addWorkingDays(asked, kind === 'proof' ? turnaround.proofDays : turnaround.decisionDays, calendar)
  const limit = shipBy && latestFor(kind, shipBy, calendar, turnaround)
  // A promise that was tight from the start is due at once, not before it was asked for.
  const day = limit && limit < usual ? (limit > asked ? limit : asked) : usual
  return { kind, day, at: null, late: today > day }
}

function latestFor(kind: WorkKind, shipBy: string, calendar: Calendar, turnaround: Turnaround): string {
  const ship = onOrBefore(shipBy, calendar)
  return kind === 'proof' ? ship : addWorkingDays(ship, -turnaround.makingDays, calendar)
}

/** What is due some time on a day comes after what is due at an hour of it. */
export function bySoonest(a: Pick<Due, 'day' | 'at'>, b: Pick<Due, 'day' | 'at'>): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1
  if (a.at === b.at) return 0
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
