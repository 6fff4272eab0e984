import { describe, expect, it } from 'vitest'
import { compare, limit } from './figure.ts'

describe('a comparison', () => {
  const figure = { id: 'S3', case: '50 participants', unit: 'µs' } as const
  const limits = [
    { times: 1, peer: 'hocuspocus' },
    { times: 0.6, peer: 'relay' },
  ] as const

  it('is met when all of its limits are', () => {
    const values = { ours: 3, hocuspocus: 4, relay: 6 }
    expect(compare({ ...figure, values, limits })).toEqual({
      ...{ id: 'S3', case: '50 participants', ours: 3, unit: 'µs', peers: { hocuspocus: 4, relay: 6 } },
      ...{ goal: '≤ 1 × hocuspocus, ≤ 0.6 × relay', met: true },
    })
    expect(compare({ ...figure, values: { ...values, relay: 4.9 }, limits }).met).toBe(false)
  })

  it('with a peer that was not measured, or with no number, is not met', () => {
    expect(compare({ ...figure, values: { ours: 3, hocuspocus: 4 }, limits }).met).toBe(false)
    expect(compare({ ...figure, values: { ours: Number.NaN, hocuspocus: 4, relay: 9 }, limits }).met).toBe(false)
  })
})

describe('a limit', () => {
  it('is met up to its number', () => {
    const figure = { id: 'S4', case: 'p99', unit: 'ms', most: 20 } as const
    expect(limit({ ...figure, ours: 20 })).toMatchObject({ goal: '≤ 20 ms', met: true })
    expect(limit({ ...figure, ours: 20.1 }).met).toBe(false)
    expect(limit({ ...figure, ours: Number.NaN }).met).toBe(false)
  })
})
