/** When the shop works, and in which zone its days begin. */
export type Calendar = {
  /** IANA, "Europe/London". */
  timezone: string
  /** ISO days of the week, 1 (Monday) to 7. Nobody ticked means every day. */
  workingDays: number[]
  /** Days nobody works, "2026-12-25". */
  daysOff: string[]
}

const DAY_MS = 86_400_000
/** Whoever is away for longer than this has no working days to count. */
const FURTHEST = 400

const formats = new Map<string, Intl.DateTimeFormat>()

/** The day it is in that zone at that instant, "2026-11-27". C1 */
export function dayIn(timezone: string, instant: string | Date): string {
  let format = formats.get(timezone)
  if (!format) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
    format = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, ...parts })
    formats.set(timezone, format)
  }
  return format.format(typeof instant === 'string' ? Date.parse(instant) : instant)
}

const hours = new Map<string, Intl.DateTimeFormat>()

/** The hour it is in that zone at that instant, 0 to 23. */
export function hourIn(timezone: string, instant: string): number {
  let format = hours.get(timezone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', hourCycle: 'h23' })
    hours.set(timezone, format)
  }
  return Number(format.format(Date.parse(instant)))
}

/** Days as numbers, so that they can be counted. A day has no zone. */
const toNumber = (day: string): number => Date.parse(`${day}T00:00Z`) / DAY_MS
const toDay = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10)

export function isWorkingDay(day: string, { workingDays, daysOff }: Calendar): boolean {
  if (daysOff.includes(day)) return false
  // 1970-01-01 was a Thursday.
  const weekday = ((((toNumber(day) + 3) % 7) + 7) % 7) + 1
  return workingDays.length === 0 || workingDays.includes(weekday)
}

/** The working day that many of them later, or earlier for a negative count; none counts from the next one. C2, C3 */
export function addWorkingDays(day: string, count: number, calendar: Calendar): string {
  const step = count < 0 ? -1 : 1
  let at = nearestWorkingDay(day, step, calendar)
  for (let left = Math.abs(count); left > 0; left--) at = nearestWorkingDay(toDay(toNumber(at) + step), step, calendar)
  return at
}

/** The day itself if somebody works, else the last working day before it. */
export const onOrBefore = (day: string, calendar: Calendar): string => nearestWorkingDay(day, -1, calendar)
/** The day itself if somebody works, else the next working day after it. */
export const onOrAfter = (day: string, calendar: Calendar): string => nearestWorkingDay(day, 1, calendar)

function nearestWorkingDay(day: string, step: 1 | -1, calendar: Calendar): string {
  const start = toNumber(day)
  for (let away = 0; away < FURTHEST; away++) {
    const at = toDay(start + away * step)
    if (isWorkingDay(at, calendar)) return at
  }
  return day
}
