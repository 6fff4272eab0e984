import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alertsOf, digestOf, isMorning, wantsReplyMail } from './alerts.ts'
import type { Calendar } from './calendar.ts'
import type { Due } from './due.ts'

const LONDON: Calendar = { timezone: 'Europe/London', workingDays: [1, 2, 3, 4, 5], daysOff: ['2026-11-04'] }
// The 2nd of November 2026 is a Monday, the 4th is a day off, the 7th and 8th are a weekend.
const at = (on: string, time: string) => `${on}T${time}:00.000Z`
const clock = (kind: 'reply' | 'update', on: string, time: string): Due => ({
  ...{ kind, day: on, at: at(on, time), late: false },
})
const proof = (day: string, late = false): Due => ({ kind: 'proof', day, at: null, late })
const alerted = (due: Due, now: string) => alertsOf([due], LONDON, now).length === 1

describe('alerts', () => {
  it('A1: a reply four hours before, an update a day before', () => {
    const reply = clock('reply', '2026-11-03', '15:00')
    expect(alerted(reply, at('2026-11-03', '10:59'))).toBe(false)
    expect(alerted(reply, at('2026-11-03', '11:00'))).toBe(true)
    const update = clock('update', '2026-11-06', '15:00')
    expect(alerted(update, at('2026-11-05', '14:59'))).toBe(false)
    expect(alerted(update, at('2026-11-05', '15:00'))).toBe(true)
  })

  it('A2: a proof from the working day before it is due', () => {
    expect(alerted(proof('2026-11-05'), at('2026-11-02', '23:00'))).toBe(false)
    expect(alerted(proof('2026-11-05'), at('2026-11-03', '00:30'))).toBe(true)
    expect(alerted(proof('2026-11-09'), at('2026-11-05', '12:00'))).toBe(false)
    expect(alerted(proof('2026-11-09'), at('2026-11-06', '12:00'))).toBe(true)
  })

  it('A3: what is due on a day off, on the last working day before it; what is late, always', () => {
    const reply = clock('reply', '2026-11-08', '20:00')
    expect(alerted(reply, at('2026-11-05', '20:00'))).toBe(false)
    expect(alerted(reply, at('2026-11-06', '09:00'))).toBe(true)
    expect(alerted({ ...reply, late: true }, at('2026-11-20', '09:00'))).toBe(true)
    const others = [
      { ...proof('2026-11-02', true), kind: 'decision' as const },
      { ...proof('2026-11-02', true), kind: 'ship' as const },
    ]
    expect(alertsOf(others, LONDON, at('2026-11-09', '09:00'))).toEqual([])
  })

  it('A4: the mail before a reply within the hour, on a working day, and not once it is late', () => {
    const reply = clock('reply', '2026-11-03', '15:00')
    expect(wantsReplyMail(reply, LONDON, at('2026-11-03', '13:59'))).toBe(false)
    expect(wantsReplyMail(reply, LONDON, at('2026-11-03', '14:00'))).toBe(true)
    expect(wantsReplyMail({ ...reply, late: true }, LONDON, at('2026-11-03', '15:01'))).toBe(false)
    expect(wantsReplyMail(clock('reply', '2026-11-04', '15:00'), LONDON, at('2026-11-04', '14:30'))).toBe(false)
    expect(wantsReplyMail(clock('update', '2026-11-03', '15:00'), LONDON, at('2026-11-03', '14:30'))).toBe(false)
  })

  it('A5: the morning’s mail goes out in the shop’s morning of a working day', () => {
    expect(isMorning(LONDON, at('2026-11-03', '07:59'))).toBe(false)
    expect(isMorning(LONDON, at('2026-11-03', '08:00'))).toBe(true)
    expect(isMorning(LONDON, at('2026-11-03', '12:00'))).toBe(false)
    expect(isMorning(LONDON, at('2026-11-04', '09:00'))).toBe(false)
    expect(isMorning({ ...LONDON, timezone: 'America/New_York' }, at('2026-11-03', '09:00'))).toBe(false)
  })

  it('A5: and tells what is due before the next one', () => {
    const friday = at('2026-11-06', '08:00')
    const dues = [
      proof('2026-11-05', true),
      proof('2026-11-06'),
      clock('reply', '2026-11-08', '20:00'),
      clock('reply', '2026-11-09', '07:30'),
      clock('update', '2026-11-09', '08:30'),
      proof('2026-11-09'),
    ]
    expect(digestOf(dues, LONDON, friday)).toEqual(dues.slice(0, 4))
  })

  it('A6: once something is alerted it stays so until it is done', () => {
    const days = fc.integer({ min: 0, max: 40 }).map((n) => new Date(Date.UTC(2026, 10, 1 + n)).toISOString())
    fc.assert(
      fc.property(
        days,
        fc.constantFrom('reply', 'update', 'proof'),
        fc.array(fc.nat(100), { minLength: 2 }),
        (due, kind, hours) => {
          const one: Due = {
            kind: kind as Due['kind'],
            day: due.slice(0, 10),
            at: kind === 'proof' ? null : due,
            late: false,
          }
          const times = hours
            .sort((a, b) => a - b)
            .map((h) => new Date(Date.parse(due) - (100 - h) * 3_600_000).toISOString())
          const told = times.map((now) => alerted(one, now))
          expect(told).toEqual(told.toSorted((a, b) => Number(a) - Number(b)))
        },
      ),
    )
  })
})
