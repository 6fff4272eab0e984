import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addWorkingDays, type Calendar, dayIn, isWorkingDay, onOrAfter, onOrBefore } from './calendar.ts'
import { dueOf, dueReader, duesOf, owedOf, stageDue } from './due.ts'
import type { OrderFacts } from './facts.ts'
import { ASKED, day, itemOf, MAKING, orderOf, proofOf, SEEN, SIGNED, withProofs } from './testing.ts'

const LONDON: Calendar = { timezone: 'Europe/London', workingDays: [1, 2, 3, 4, 5], daysOff: ['2026-12-25'] }
// November 2026 begins on a Sunday: the 2nd is a Monday, the 6th a Friday, the 7th and 8th a weekend.
const MONDAY = '2026-11-02'
const FRIDAY = '2026-11-06'
const SATURDAY = '2026-11-07'
const NEXT_MONDAY = '2026-11-09'
const at = (on: string, hour = '09:00') => `${on}T${hour}:00.000Z`

describe('days', () => {
  it('C1: a day is the shop’s', () => {
    const midnight = '2026-11-02T23:30:00.000Z'
    expect(dayIn('Europe/London', midnight)).toBe('2026-11-02')
    expect(dayIn('Europe/Berlin', midnight)).toBe('2026-11-03')
    expect(dayIn('America/Los_Angeles', '2026-11-03T05:00:00.000Z')).toBe('2026-11-02')
    // The night the clocks go back has one hour twice.
    expect(dayIn('Europe/London', '2026-10-25T00:30:00.000Z')).toBe('2026-10-25')
  })

  it('C2: counts over weekends and days off', () => {
    expect(addWorkingDays(FRIDAY, 1, LONDON)).toBe(NEXT_MONDAY)
    expect(addWorkingDays(NEXT_MONDAY, -1, LONDON)).toBe(FRIDAY)
    expect(addWorkingDays(SATURDAY, 0, LONDON)).toBe(NEXT_MONDAY)
    expect(addWorkingDays('2026-12-24', 1, LONDON)).toBe('2026-12-28')
    expect([onOrBefore(SATURDAY, LONDON), onOrAfter(SATURDAY, LONDON)]).toEqual([FRIDAY, NEXT_MONDAY])
  })

  it('a shop that ticked no day works on every day', () => {
    expect(addWorkingDays(FRIDAY, 1, { ...LONDON, workingDays: [] })).toBe(SATURDAY)
  })
})

const dues = (facts: OrderFacts, now: string) =>
  duesOf(facts, LONDON, now).map(({ kind, day, late }) => [kind, day, late])

describe('what is due', () => {
  it('D1: the soonest first, an hour before a day', () => {
    const facts = {
      ...withProofs(ASKED),
      shipBy: '2026-11-20',
      reply: { since: day(4), at: at('2026-11-05', '10:00') },
      promise: { since: day(4), at: at('2026-11-06', '16:00') },
    }
    expect(dues(facts, day(4))).toEqual([
      ['reply', '2026-11-05', false],
      ['update', '2026-11-06', false],
      ['proof', '2026-11-06', false],
      ['ship', '2026-11-20', false],
    ])
    expect(dueOf(facts, LONDON, day(4))?.kind).toBe('reply')
    expect(dueOf(orderOf(), LONDON, day(1))).toMatchObject({ kind: 'proof' })
  })

  it('D2: clocks are kept as they were set, on a Sunday, too', () => {
    const reply = { since: at(SATURDAY), at: at('2026-11-08', '21:00') }
    const facts = { ...withProofs(SIGNED), reply }
    expect(duesOf(facts, LONDON, at('2026-11-08', '20:59'))).toEqual([
      { kind: 'reply', day: '2026-11-08', at: reply.at, late: false },
    ])
    expect(duesOf(facts, LONDON, at('2026-11-08', '21:01'))).toMatchObject([{ late: true }])
  })

  it('D3: a proof, working days after it was asked for, never after the ship-by', () => {
    const asked = withProofs({ ...ASKED, requestedAt: at(FRIDAY) })
    expect(dues(asked, at(FRIDAY))).toEqual([['proof', '2026-11-10', false]])
    expect(dues(asked, at('2026-11-11'))).toEqual([['proof', '2026-11-10', true]])
    expect(dues({ ...asked, shipBy: NEXT_MONDAY }, at(FRIDAY))[0]).toEqual(['proof', NEXT_MONDAY, false])
  })

  it('D4: a decision, while there is time to make it', () => {
    const out = withProofs({ ...SEEN, viewedAt: at(MONDAY) })
    expect(dues(out, at(MONDAY))).toEqual([['decision', '2026-11-05', false]])
    // Three working days before Monday the 9th is Wednesday the 4th.
    expect(dues({ ...out, shipBy: NEXT_MONDAY }, at(MONDAY))[0]).toEqual(['decision', '2026-11-04', false])
  })

  it('D5: a promise that was tight from the start is due at once, not before', () => {
    const out = { ...withProofs({ ...SEEN, viewedAt: at(FRIDAY) }), shipBy: FRIDAY }
    expect(dues(out, at(FRIDAY))).toContainEqual(['decision', FRIDAY, false])
  })

  it('D6: the parcel on the last working day up to its ship-by, late after that', () => {
    const facts = { ...orderOf({ proofs: [proofOf(SIGNED)] }, [itemOf(MAKING)]), shipBy: '2026-11-08' }
    expect(dues(facts, at(FRIDAY))).toEqual([['ship', FRIDAY, false]])
    expect(dues(facts, at('2026-11-08'))).toEqual([['ship', FRIDAY, false]])
    expect(dues(facts, at(NEXT_MONDAY))).toEqual([['ship', FRIDAY, true]])
  })

  it('D8: nothing of a cancelled order, only what is owed of a shipped one, no proof of one on hold', () => {
    const shipBy = '2026-11-20'
    expect(dues({ ...withProofs(ASKED), shipBy, cancelledAt: day(5) }, day(5))).toEqual([])
    const shipped = orderOf({ shipBy, promise: { since: day(4), at: day(6) } }, [itemOf({ progress: 'shipped' })])
    expect(dues(shipped, day(5))).toEqual([['update', '2026-11-06', false]])
    expect(dues({ ...withProofs(ASKED), shipBy, heldAt: day(5) }, day(5))).toEqual([['ship', shipBy, false]])
  })

  it('D9: a stage, its offset before the ship-by', () => {
    expect(stageDue(NEXT_MONDAY, 2, LONDON, at(MONDAY))).toEqual({ day: '2026-11-05', late: false })
    expect(stageDue(NEXT_MONDAY, 2, LONDON, at(FRIDAY))).toEqual({ day: '2026-11-05', late: true })
    expect(stageDue('2026-11-08', null, LONDON, at(SATURDAY))).toEqual({ day: FRIDAY, late: false })
    expect(stageDue(null, 2, LONDON, at(MONDAY))).toBeNull()
  })
})

// What holds for any calendar that has a working day.

const anyDay = fc
  .integer({ min: 0, max: 900 })
  .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10))
const anyCalendar = fc.record({
  timezone: fc.constantFrom('Europe/London', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Kolkata', 'UTC'),
  workingDays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  daysOff: fc.array(anyDay, { maxLength: 5 }),
})
const anyInstant = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
  .map((d) => d.toISOString())
const anyFacts = fc
  .record({ placedAt: anyInstant, sentAt: anyInstant, viewedAt: anyInstant, requestedAt: anyInstant, state: fc.nat(4) })
  .map(({ placedAt, sentAt, viewedAt, requestedAt, state }) => {
    const times = [{}, { sentAt }, { sentAt, viewedAt }, { sentAt, viewedAt, requestedAt }][state]
    return { ...withProofs(...(times ? [{ number: 1, ...times }] : [])), placedAt }
  })

describe('for any calendar', () => {
  it('D10: many orders read together are each as if read alone', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        fc.array(fc.tuple(anyFacts, fc.option(anyDay, { nil: null }))),
        anyInstant,
        (calendar, all, now) => {
          const read = dueReader(calendar, now)
          for (const [one, shipBy] of all) {
            const facts = { ...one, shipBy }
            expect(read(owedOf(facts))).toEqual(duesOf(facts, calendar, now))
          }
        },
      ),
    )
  })

  it('D7: nothing that is counted in days is due on a day off', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        anyFacts,
        fc.option(anyDay, { nil: null }),
        anyInstant,
        (calendar, facts, shipBy, now) => {
          for (const due of duesOf({ ...facts, shipBy }, calendar, now))
            expect(isWorkingDay(due.day, calendar)).toBe(true)
          const stage = stageDue(shipBy, 3, calendar, now)
          if (stage) expect(isWorkingDay(stage.day, calendar)).toBe(true)
        },
      ),
    )
  })

  it('D5: nothing is due before it is anybody’s move', () => {
    fc.assert(
      fc.property(anyCalendar, anyFacts, anyDay, (calendar, facts, shipBy) => {
        const asked = facts.proofs[0]
        const since = asked?.requestedAt ?? asked?.viewedAt ?? asked?.sentAt ?? facts.placedAt
        for (const due of duesOf({ ...facts, shipBy }, calendar, since))
          if (due.kind !== 'ship') expect(due.day >= dayIn(calendar.timezone, since)).toBe(true)
      }),
    )
  })

  it('C3: so many working days on and back again is where it was', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: 0, max: 60 }), (calendar, start, n) => {
        const from = onOrAfter(start, calendar)
        expect(addWorkingDays(addWorkingDays(from, n, calendar), -n, calendar)).toBe(from)
      }),
    )
  })
})
