type Shop = { timezone: string; locale: string }

const tongue = (locale: string) => (locale === 'en' ? 'en-GB' : locale)

/** "19 November 2026, 16:42" in the shop's zone: on a receipt a date is written out. */
export function longMoment(iso: string, { timezone, locale }: Shop): string {
  const date = new Date(iso)
  const time = new Intl.DateTimeFormat(tongue(locale), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
  })
  return `${longDay(iso, { timezone, locale })}, ${time.format(date)}`
}

/** "19 November 2026" */
export function longDay(iso: string, { timezone, locale }: Shop): string {
  const day = { day: 'numeric', month: 'long', year: 'numeric', timeZone: timezone } as const
  return new Intl.DateTimeFormat(tongue(locale), day).format(new Date(iso))
}

/** "19 Nov" of an instant or a plain day, for the margin of a list. */
export function shortDay(at: string, { timezone, locale }: Shop): string {
  const zone = /^\d{4}-\d\d-\d\d$/.test(at) ? 'UTC' : timezone
  return new Intl.DateTimeFormat(tongue(locale), { day: 'numeric', month: 'short', timeZone: zone }).format(
    new Date(at),
  )
}
