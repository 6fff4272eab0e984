import { expect, it } from 'vitest'
import { hoursAhead, instantOf, localOf } from './moments.ts'

it.each([
  ['2026-12-01T10:00', 'Europe/Berlin', '2026-12-01T09:00:00.000Z'],
  ['2026-07-01T10:00', 'Europe/Berlin', '2026-07-01T08:00:00.000Z'],
  ['2026-07-01T10:00', 'America/New_York', '2026-07-01T14:00:00.000Z'],
  ['2026-03-29T04:00', 'Europe/Berlin', '2026-03-29T02:00:00.000Z'],
  ['2026-12-01T23:30', 'Asia/Kolkata', '2026-12-01T18:00:00.000Z'],
])('%s in %s is %s, and back', (local, zone, instant) => {
  expect(instantOf(local, zone)).toBe(instant)
  expect(localOf(instant, zone)).toBe(local)
})

it('what is not written whole is no instant', () => {
  expect(instantOf('', 'Europe/Berlin')).toBeNull()
  expect(instantOf('2026-12-01T', 'Europe/Berlin')).toBeNull()
})

it('so many hours ahead, at the full hour', () => {
  expect(hoursAhead(new Date('2026-12-01T09:20:00Z'), 24)).toBe('2026-12-02T10:00:00.000Z')
})
