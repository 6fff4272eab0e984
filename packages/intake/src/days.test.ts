import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOrderOf, readDay } from './days.ts'

const DAY = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

test.each([
  ['2026-12-31', '2026-12-31'],
  ['2026/1/5', '2026-01-05'],
  ['2026-12-31T10:20:00Z', '2026-12-31'],
  ['31.12.2026', '2026-12-31'],
  ['1.2.26', '2026-02-01'],
  ['31/12/2026', '2026-12-31'],
  ['12/31/26', '2026-12-31'],
  ['12-31-2026 14:00', '2026-12-31'],
  ['05/05/2026', '2026-05-05'],
  ['12. Dezember 2026', '2026-12-12'],
  ['Dec 12, 2026', '2026-12-12'],
  ['Sat 12 déc. 2026', '2026-12-12'],
  ['March 3rd, 2026', '2026-03-03'],
])('%s', (text, day) => {
  expect(readDay(text, null)).toEqual({ day })
})

test.each(['', 'soon', '31/02/2026', '2026-13-01', '2026', '32.1.2026', '12/2026'])('%j is no date', (text) => {
  expect(readDay(text, null)).toEqual({ problem: 'none' })
})

test('what can be read both ways is said, and read as it was chosen', () => {
  expect(readDay('03/04/2026', null)).toEqual({ problem: 'ambiguous' })
  expect(readDay('03/04/2026', 'day_first')).toEqual({ day: '2026-04-03' })
  expect(readDay('03/04/2026', 'month_first')).toEqual({ day: '2026-03-04' })
  expect(readDay('31/12/2026', 'month_first')).toEqual({ problem: 'none' })
})

test('one date that can be read one way only tells how all are meant', () => {
  expect(dayOrderOf(['03/04/2026', '31/12/2026'])).toEqual({ needed: false, order: 'day_first' })
  expect(dayOrderOf(['03/04/2026', '12/31/2026'])).toEqual({ needed: false, order: 'month_first' })
  expect(dayOrderOf(['03/04/2026', '05/05/2026'])).toEqual({ needed: true, example: '03/04/2026' })
  expect(dayOrderOf(['2026-12-31', '31.12.2026', '05/05/2026', ''])).toEqual({ needed: false, order: null })
})

test('a day is the same day however it is written', () => {
  fc.assert(
    fc.property(DAY, (iso) => {
      const [year, month, day] = iso.split('-')
      expect(readDay(iso, null)).toEqual({ day: iso })
      expect(readDay(`${day}.${month}.${year}`, null)).toEqual({ day: iso })
      expect(readDay(`${day}/${month}/${year}`, 'day_first')).toEqual({ day: iso })
      expect(readDay(`${month}/${day}/${year}`, 'month_first')).toEqual({ day: iso })
      const read = readDay(`${day}/${month}/${year}`, null)
      if ('day' in read && Number(day) > 12) expect(read.day).toBe(iso)
    }),
  )
})

test('any text is a day or none', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), (text) => {
      const read = readDay(text, null)
      if ('day' in read) expect(new Date(`${read.day}T00:00:00Z`).toISOString()).toContain(read.day)
    }),
  )
})
