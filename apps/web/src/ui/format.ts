/** Everything a person reads that is a date, a time, a price or a list. Days are YYYY-MM-DD, instants ISO 8601 in UTC. */

export type Clock = { timeZone: string; locale?: string; now?: Date }

/** Plain "en" reads like the rest of the app (day before month); a shop that says en-US gets en-US. */
const tongue = (locale: string | undefined) => (!locale || locale === 'en' ? 'en-GB' : locale)

function parts(date: Date, options: Intl.DateTimeFormatOptions, locale?: string): string {
  return new Intl.DateTimeFormat(tongue(locale), options).format(date).replaceAll(',', '')
}

/** The day it is over there, YYYY-MM-DD. */
export function dayIn(timeZone: string, now: Date = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now)
}

export function hourIn(timeZone: string, now: Date = new Date()): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(now))
}

/** Whole days from one day to another; negative when it lies behind. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** "Fri 27 Nov", with the year when it is another one. */
export function formatDay(day: string, { locale, today }: { locale?: string; today?: string } = {}): string {
  const otherYear = today !== undefined && today.slice(0, 4) !== day.slice(0, 4)
  const date = new Date(`${day}T12:00:00Z`)
  return parts(
    date,
    {
      timeZone: 'UTC',
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      ...(otherYear ? { year: 'numeric' as const } : {}),
    },
    locale,
  )
}

/** "09:52" today, "Mon 20:15" this week, "Fri 13 Nov" before that. */
export function formatInstant(iso: string, { timeZone, locale, now = new Date() }: Clock): string {
  const date = new Date(iso)
  const today = dayIn(timeZone, now)
  const ago = daysBetween(dayIn(timeZone, date), today)
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }
  if (ago === 0) return parts(date, time, locale)
  if (ago > 0 && ago < 6) return parts(date, { ...time, weekday: 'short' }, locale)
  return formatDay(dayIn(timeZone, date), locale ? { locale, today } : { today })
}

/** The whole of it, for receipts and tooltips: "Thu 19 Nov 2026 16:42". */
export function formatMoment(iso: string, { timeZone, locale }: Clock): string {
  return parts(
    new Date(iso),
    {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    },
    locale,
  )
}

/** How long ago, short: "4 min", "15 h", "2 days". */
export function formatAge(iso: string, now: Date = new Date()): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(iso)) / 60_000))
  if (minutes < 1) return 'a moment'
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h`
  const days = Math.floor(hours / 24)
  return days === 1 ? '1 day' : `${days} days`
}

/** "€12.50", out of hundredths of the currency. */
export function formatPrice(hundredths: number, currency: string, locale?: string): string {
  return new Intl.NumberFormat(tongue(locale), { style: 'currency', currency }).format(hundredths / 100)
}

export function formatList(words: string[], locale?: string): string {
  return new Intl.ListFormat(tongue(locale), { type: 'conjunction' }).format(words)
}

/** "4.2 MB"; sizes of files as people see them elsewhere, in powers of ten. */
export function formatSize(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`
}

/** "RH" for Ruth Hartley, "M" for Maya; never more than two. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('')
}

const LONGEST_FIRST_NAME = 20

/** What a person is called in a sentence or on a button: "Ruth" of "Ruth Hartley", the beginning of a very long one. */
export function firstName(name: string): string {
  const first = (name.trim().split(/\s+/)[0] ?? name).replace(/,$/, '')
  const letters = [...first]
  return letters.length > LONGEST_FIRST_NAME ? `${letters.slice(0, LONGEST_FIRST_NAME - 1).join('')}…` : first
}
