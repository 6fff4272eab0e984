import { daysBetween, formatDay } from '../ui/format.ts'

/** What a due date means today. The words come from `orders:due.*`. */
export type Due =
  | { key: 'due.late'; values: { count: number }; late: true }
  | { key: 'due.today' | 'due.tomorrow'; values: Record<string, never>; late: false }
  | { key: 'due.day'; values: { day: string }; late: false }

export function dueOf(dueOn: string, today: string, locale?: string): Due {
  const days = daysBetween(today, dueOn)
  if (days < 0) return { key: 'due.late', values: { count: -days }, late: true }
  if (days === 0) return { key: 'due.today', values: {}, late: false }
  if (days === 1) return { key: 'due.tomorrow', values: {}, late: false }
  return { key: 'due.day', values: { day: formatDay(dueOn, locale ? { locale, today } : { today }) }, late: false }
}
