import { describe, expect, it } from 'vitest'
import {
  dayIn,
  firstName,
  formatAge,
  formatDay,
  formatInstant,
  formatMoment,
  formatPrice,
  formatSize,
  hourIn,
  initialsOf,
} from './format.ts'

const now = new Date('2026-11-20T11:00:00Z')
const london = { timeZone: 'Europe/London', now }

describe('days', () => {
  it('reads like the kit, with the year only when it is another one', () => {
    expect(formatDay('2026-11-27', { today: '2026-11-20' })).toBe('Fri 27 Nov')
    expect(formatDay('2027-01-04', { today: '2026-11-20' })).toBe('Mon 4 Jan 2027')
  })

  it('is the shop’s day, not the browser’s', () => {
    expect(dayIn('Pacific/Auckland', now)).toBe('2026-11-21')
    expect(dayIn('America/Los_Angeles', now)).toBe('2026-11-20')
    expect(hourIn('Asia/Tokyo', now)).toBe(20)
  })
})

describe('instants', () => {
  it('gets coarser with age', () => {
    expect(formatInstant('2026-11-20T09:52:00Z', london)).toBe('09:52')
    expect(formatInstant('2026-11-16T20:15:00Z', london)).toBe('Mon 20:15')
    expect(formatInstant('2026-11-13T10:00:00Z', london)).toBe('Fri 13 Nov')
    expect(formatInstant('2025-11-13T10:00:00Z', london)).toBe('Thu 13 Nov 2025')
  })

  it('knows the whole moment for a receipt', () => {
    expect(formatMoment('2026-11-19T16:42:00Z', london)).toBe('Thu 19 Nov 2026 16:42')
  })
})

describe('ages and sizes', () => {
  it('says minutes, then hours, then days', () => {
    expect(formatAge('2026-11-20T10:59:40Z', now)).toBe('a moment')
    expect(formatAge('2026-11-20T10:56:00Z', now)).toBe('4 min')
    expect(formatAge('2026-11-19T20:00:00Z', now)).toBe('15 h')
    expect(formatAge('2026-11-18T18:00:00Z', now)).toBe('1 day')
    expect(formatAge('2026-11-18T10:00:00Z', now)).toBe('2 days')
  })

  it('never says a clock that runs ahead is negative', () => {
    expect(formatAge('2026-11-20T11:00:30Z', now)).toBe('a moment')
  })

  it('rounds sizes as people read them', () => {
    expect(formatSize(400)).toBe('1 kB')
    expect(formatSize(4_240_000)).toBe('4.2 MB')
    expect(formatSize(41_000_000)).toBe('41 MB')
  })
})

describe('prices', () => {
  it('has as many places as the currency', () => {
    expect(formatPrice(1250, 'EUR')).toBe('€12.50')
    expect(formatPrice(150_000, 'JPY')).toBe('JP¥1,500')
    expect(formatPrice(1250, 'USD', 'en-US')).toBe('$12.50')
  })
})

describe('initials', () => {
  it('takes first and last, one for one word, whole characters', () => {
    expect(initialsOf('Ruth Hartley')).toBe('RH')
    expect(initialsOf('Sam and Oliver Whitcombe-Fitzgerald')).toBe('SW')
    expect(initialsOf('maya')).toBe('M')
    expect(initialsOf('𝒜da Byron')).toBe('𝒜B')
  })
})

describe('first names', () => {
  it('takes the first word without its comma, and the beginning of a very long one', () => {
    expect(firstName(' Ruth Hartley')).toBe('Ruth')
    expect(firstName('Hartley, Ruth')).toBe('Hartley')
    expect(firstName('Wolfeschlegelsteinhausenbergerdorff Smith')).toBe('Wolfeschlegelsteinh…')
  })
})
