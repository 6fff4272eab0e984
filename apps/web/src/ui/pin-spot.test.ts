import { describe, expect, it } from 'vitest'
import { pinLean, pinSpot } from './pin-spot.ts'

describe('where a pin touches', () => {
  it.each([
    ['pin', { x: 0.2, y: 0.3 }, { x: 0.2, y: 0.3 }],
    ['arrow', { x1: 0.7, y1: 0.25, x2: 0.9, y2: 0.4 }, { x: 0.7, y: 0.25 }],
    ['freehand', { points: [0.1, 0.2, 0.4, 0.6] }, { x: 0.1, y: 0.2 }],
    ['rectangle', { x: 0.1, y: 0.2, w: 0.3, h: 0.3 }, { x: 0.1, y: 0.2 }],
    ['pin', { x: 1.2, y: -0.1 }, { x: 1, y: 0 }],
  ])('a %s at its beginning, on the page', (shape, geometry, spot) => {
    expect(pinSpot({ shape, geometry })).toEqual(spot)
  })

  it('nowhere for words alone', () => {
    expect(pinSpot({ shape: null, geometry: null })).toBeNull()
  })

  it('leans away from the edges it would run over', () => {
    expect(pinLean({ x: 0.5, y: 0.5 })).toBe('')
    expect(pinLean({ x: 0.9, y: 0.5 })).toBe(' pin-left')
    expect(pinLean({ x: 0.9, y: 0.02 })).toBe(' pin-left pin-below')
  })
})
