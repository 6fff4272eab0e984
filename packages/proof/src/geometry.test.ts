import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseBox, round4, simplify, strokePoints } from './geometry.ts'

const place = fc.double({ min: -0.5, max: 1.5, noNaN: true })
const stroke = fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 60 }).map((points) => points.flat())

describe('[E3] drawing', () => {
  it('[E3] a box is the same from whichever corner it is dragged', () => {
    expect(normaliseBox({ x: 0.9, y: 0.2 }, { x: 0.1, y: 0.60001 })).toEqual({ x: 0.1, y: 0.2, w: 0.8, h: 0.4 })
    fc.assert(
      fc.property(place, place, place, place, (x1, y1, x2, y2) => {
        const box = normaliseBox({ x: x1, y: y1 }, { x: x2, y: y2 })
        expect(box).toEqual(normaliseBox({ x: x2, y: y2 }, { x: x1, y: y1 }))
        expect(Math.min(box.w, box.h)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('[E3] numbers are rounded to four decimals, and there is no minus zero', () => {
    expect(round4(0.123456)).toBe(0.1235)
    expect(Object.is(round4(-0.00001), 0)).toBe(true)
  })

  it('[E3] a straight stroke becomes its ends; a corner stays', () => {
    expect(simplify([0, 0, 0.1, 0.1, 0.2, 0.2, 0.3, 0.3], 0.001)).toEqual([0, 0, 0.3, 0.3])
    expect(simplify([0, 0, 0.5, 0, 0.5, 0.5], 0.001)).toEqual([0, 0, 0.5, 0, 0.5, 0.5])
    expect(simplify([0.3, 0.3], 0.001)).toEqual([0.3, 0.3])
    expect(simplify([0, 0, 0.5, 0.5, 0, 0], 0.001)).toEqual([0, 0, 0.5, 0.5, 0, 0])
  })

  it('[E3] ends stay, nothing is invented, and what is dropped lies within the tolerance', () => {
    fc.assert(
      fc.property(stroke, fc.double({ min: 0, max: 0.2, noNaN: true }), (points, tolerance) => {
        const kept = simplify(points, tolerance)
        expect(kept.slice(0, 2)).toEqual(points.slice(0, 2))
        expect(kept.slice(-2)).toEqual(points.slice(-2))
        for (const point of pairs(points))
          expect(distanceToPath(point, pairs(kept))).toBeLessThanOrEqual(tolerance + 1e-12)
      }),
    )
  })

  it('[E3] a stroke of any length becomes one that an entry may hold', () => {
    const scribble = Array.from({ length: 40_000 }, (_, i) => 0.5 + Math.sin(i * 1.7) / 3)
    const points = strokePoints(scribble, 0.0005)
    expect(points.length / 2).toBeLessThanOrEqual(2000)
    expect(points.length / 2).toBeGreaterThan(1)
    expect(points.every((n) => round4(n) === n)).toBe(true)
    expect(strokePoints(scribble, 0).length / 2).toBeLessThanOrEqual(2000)
  })
})

type Point = [number, number]
const pairs = (flat: number[]): Point[] => flat.flatMap((x, i) => (i % 2 ? [] : [[x, flat[i + 1]!] as Point]))

function distanceToPath(point: Point, path: Point[]): number {
  const distances = path.map((from, i) => distanceToSegment(point, from, path[i + 1] ?? from))
  return Math.min(...distances)
}

function distanceToSegment([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length))
  return Math.hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay))
}
