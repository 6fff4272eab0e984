/** Months as "2026-11", days as "2026-11-27"; neither has a zone. */
const DAY_MS = 86_400_000
const at = (day: string) => Date.parse(`${day}T00:00:00Z`)
export const plusDays = (day: string, count: number): string =>
  new Date(at(day) + count * DAY_MS).toISOString().slice(0, 10)

export function plusMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7)
}

/** The whole weeks, Monday first, that a month lies in. */
export function weeksOf(month: string): { from: string; to: string; weeks: number } {
  const first = `${month}-01`
  const last = plusDays(`${plusMonths(month, 1)}-01`, -1)
  const from = plusDays(first, -weekdayOf(first))
  const to = plusDays(last, 6 - weekdayOf(last))
  return { from, to, weeks: ((at(to) - at(from)) / DAY_MS + 1) / 7 }
}

/** 0 is Monday. */
const weekdayOf = (day: string) => (new Date(at(day)).getUTCDay() + 6) % 7
