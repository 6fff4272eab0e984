/** When something happened, told so that it is as fresh on every first start. */
export type When = { daysAgo: number; clock: string } | { hoursAgo: number }

const HOUR_MS = 3_600_000

/**
 * Days count back to an hour of the shop's clock, and at least two of them: what is told in hours (up to a day and a
 * bit) then always comes after what is told in days.
 */
export function timeOf(when: When, now: Date, zone: string): Date {
  if ('hoursAgo' in when) return new Date(now.getTime() - when.hoursAgo * HOUR_MS)
  return clockTime(dayAfter(-when.daysAgo, now, zone), when.clock, zone)
}

/** A day of the shop's calendar, "2026-11-27", counted from today. */
export function dayAfter(days: number, now: Date, zone: string): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now)
  return new Date(Date.parse(`${today}T12:00Z`) + days * 24 * HOUR_MS).toISOString().slice(0, 10)
}

function clockTime(day: string, clock: string, zone: string): Date {
  const asUtc = Date.parse(`${day}T${clock}Z`)
  return new Date(asUtc - offsetOf(asUtc, zone))
}

/** How far the zone's clock is ahead of UTC. */
function offsetOf(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  }).formatToParts(at)
  const part = (type: string) => parts.find((found) => found.type === type)?.value
  return Date.parse(`${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}Z`) - at
}
