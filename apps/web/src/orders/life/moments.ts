/** The hours between a zone's clock and UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  } as Intl.DateTimeFormatOptions).formatToParts(instant)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '00'
  const there = `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}Z`
  return Date.parse(there) - Math.floor(instant / 1000) * 1000
}

/** "2026-12-01T10:00" on the shop's clock as an instant; null while it is not written whole. */
export function instantOf(local: string, timeZone: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local)) return null
  const asUtc = Date.parse(`${local}:00Z`)
  // Twice, because the offset may be another one on the other side of a change of the clocks.
  const first = asUtc - offsetAt(asUtc, timeZone)
  return new Date(asUtc - offsetAt(first, timeZone)).toISOString()
}

/** What the shop's clock shows at an instant, as an input of a day and an hour takes it. */
export function localOf(iso: string, timeZone: string): string {
  const instant = Date.parse(iso)
  return new Date(instant + offsetAt(instant, timeZone)).toISOString().slice(0, 16)
}

/** So many hours from now, at the full hour. */
export function hoursAhead(now: Date, hours: number): string {
  const at = now.getTime() + hours * 3_600_000
  return new Date(Math.ceil(at / 3_600_000) * 3_600_000).toISOString()
}
