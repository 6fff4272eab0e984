import { addWorkingDays, type Calendar, dayIn, hourIn, isWorkingDay, onOrBefore } from './calendar.ts'
import type { Due } from './due.ts'

/** What the shop is alerted of before it is due. A customer's decision is theirs, and the ship-by stands on every row. */
export type AlertKind = 'reply' | 'update' | 'proof'
export type AlertDue = Due & { kind: AlertKind }

const HOUR_MS = 3_600_000
const REPLY_LEAD_MS = 4 * HOUR_MS
const UPDATE_LEAD_MS = 24 * HOUR_MS
/** When the mail shortly before a reply is due goes out. */
const MAIL_LEAD_MS = HOUR_MS
/** The morning's mail: from this hour of the shop, and not any more after that one. */
const MORNING = 8
const NOON = 12

const isAlerted = (due: Due): due is AlertDue => due.kind !== 'decision' && due.kind !== 'ship'

/** What of that is due so soon that somebody should know, or late. SPEC.md A1–A3 */
export const alertsOf = (dues: Due[], calendar: Calendar, now: string): AlertDue[] =>
  dues.filter(isAlerted).filter((due) => due.late || isSoon(due, calendar, now))

function isSoon({ kind, day, at }: AlertDue, calendar: Calendar, now: string): boolean {
  const today = dayIn(calendar.timezone, now)
  if (at === null) return today >= addWorkingDays(day, -1, calendar)
  if (isWithin(at, now, kind === 'reply' ? REPLY_LEAD_MS : UPDATE_LEAD_MS)) return true
  // Nobody is there that day: told while somebody still is.
  return !isWorkingDay(day, calendar) && today >= onOrBefore(day, calendar)
}

const isWithin = (at: string, now: string, ms: number) => Date.parse(at) - Date.parse(now) <= ms

/** A reply that wants a mail now: within the hour, not late yet, on a day somebody works. A4 */
export const wantsReplyMail = ({ kind, at, late }: Due, calendar: Calendar, now: string): boolean =>
  kind === 'reply' && at !== null && !late && isWithin(at, now, MAIL_LEAD_MS) && worksNow(calendar, now)

const worksNow = (calendar: Calendar, now: string) => isWorkingDay(dayIn(calendar.timezone, now), calendar)

/** The morning of a working day: time for the day's mail. */
export function isMorning(calendar: Calendar, now: string): boolean {
  const hour = hourIn(calendar.timezone, now)
  return worksNow(calendar, now) && hour >= MORNING && hour < NOON
}

/** What the morning's mail tells: all that is late, or due before the next one. A5 */
export function digestOf(dues: Due[], calendar: Calendar, now: string): AlertDue[] {
  const next = addWorkingDays(dayIn(calendar.timezone, now), 1, calendar)
  const isBefore = ({ day, at }: Due) =>
    day < next || (day === next && at !== null && hourIn(calendar.timezone, at) < MORNING)
  return dues.filter(isAlerted).filter((due) => due.late || isBefore(due))
}
