import type { Mark } from '@proofroom/proof'
import { describe, expect, test } from 'vitest'
import { anchorOf, boundsOf, distanceTo, handlesOf, moved, pulled } from './marks.ts'

const page = { width: 1000, height: 500 }
const box: Mark = { shape: 'rectangle', geometry: { x: 0.2, y: 0.2, w: 0.4, h: 0.2 } }
const line: Mark = { shape: 'line', geometry: { x1: 0.1, y1: 0.1, x2: 0.5, y2: 0.1 } }
const stroke: Mark = { shape: 'freehand', geometry: { points: [0.1, 0.2, 0.3, 0.1, 0.5, 0.4] } }

describe('marks', () => {
  test('an ellipse’s pin touches its line, not the corner of its box', () => {
    const ellipse: Mark = { shape: 'ellipse', geometry: { x: 0.2, y: 0.2, w: 0.4, h: 0.2 } }
    expect(distanceTo(ellipse, anchorOf(ellipse), page)).toBeLessThan(1)
  })

  test('bounds of a stroke take in all its points', () => {
    expect(boundsOf(stroke)).toEqual({ x: 0.1, y: 0.1, w: 0.4, h: 0.3 })
  })

  test('moving keeps the shape', () => {
    expect(moved(line, 0.1, 0.2).geometry).toEqual({ x1: 0.2, y1: 0.3, x2: 0.6, y2: 0.3 })
    expect(moved(stroke, 0.1, 0).geometry).toEqual({ points: [0.2, 0.2, 0.4, 0.1, 0.6, 0.4] })
    expect(boundsOf(moved(box, -0.1, 0))).toMatchObject({ w: 0.4, h: 0.2 })
  })

  test('pulling a corner past its opposite turns the box over instead of inside out', () => {
    const turned = pulled(box, 2, { x: 0.1, y: 0.1 })
    expect(turned.geometry).toEqual({ x: 0.1, y: 0.1, w: 0.1, h: 0.1 })
  })

  test('pulling an end leaves the other where it is', () => {
    expect(pulled(line, 1, { x: 0.9, y: 0.9 }).geometry).toEqual({ x1: 0.1, y1: 0.1, x2: 0.9, y2: 0.9 })
  })

  test('only boxes and segments have handles', () => {
    expect([box, line, stroke].map((mark) => handlesOf(mark).length)).toEqual([4, 2, 0])
  })

  test('the inside of a rectangle is free to be drawn on; a highlight is touched anywhere', () => {
    const middle = { x: 0.4, y: 0.3 }
    expect(distanceTo(box, middle, page)).toBeCloseTo(50)
    expect(distanceTo({ ...box, shape: 'highlight' } as Mark, middle, page)).toBe(0)
  })

  test('distance is measured on the page, whatever its proportions', () => {
    expect(distanceTo(line, { x: 0.3, y: 0.2 }, page)).toBeCloseTo(50)
    expect(distanceTo(line, { x: 0.6, y: 0.1 }, page)).toBeCloseTo(100)
  })
})
