import { describe, expect, test } from 'vitest'
import {
  centreOn,
  fitView,
  isInSight,
  keepInSight,
  limitScale,
  NO_INSET,
  toPage,
  toScreen,
  zoomAround,
} from './view.ts'

const page = { width: 1200, height: 960 }
const screen = { width: 1440, height: 900 }
const inset = { top: 96, right: 432, bottom: 100, left: 128 }

describe('the view', () => {
  test('fits the page into what the chrome leaves free, and centres it', () => {
    const view = fitView(page, screen, inset)
    expect(view.scale).toBeCloseTo(704 / 960)
    expect(view.y).toBeCloseTo(96)
    expect(view.x).toBeCloseTo(128 + (880 - 1200 * view.scale) / 2)
  })

  test('does not blow a small picture up to a blur', () => {
    expect(fitView({ width: 100, height: 100 }, screen, NO_INSET).scale).toBe(2)
  })

  test('survives chrome that covers everything', () => {
    const view = fitView(page, { width: 320, height: 200 }, { top: 300, right: 200, bottom: 300, left: 200 })
    expect(view.scale).toBeGreaterThan(0)
  })

  test('page and screen places are each other’s inverse at any view', () => {
    const view = { scale: 0.37, x: -120, y: 64 }
    const at = toPage(view, page, toScreen(view, page, { x: 0.25, y: 0.8 }))
    expect(at.x).toBeCloseTo(0.25)
    expect(at.y).toBeCloseTo(0.8)
  })

  test('zooming leaves what is under the pointer under the pointer', () => {
    const view = fitView(page, screen, inset)
    const around = { x: 500, y: 400 }
    const before = toPage(view, page, around)
    const after = toPage(zoomAround(view, around, view.scale * 3), page, around)
    expect(after.x).toBeCloseTo(before.x)
    expect(after.y).toBeCloseTo(before.y)
  })

  test('zooming has ends', () => {
    expect(limitScale(100, 0.7)).toBe(8)
    expect(limitScale(0.01, 0.7)).toBe(0.35)
    expect(limitScale(50, 12)).toBe(12)
  })

  test('the page never leaves the screen', () => {
    for (const [x, y] of [
      [-9000, -9000],
      [9000, 9000],
    ] as const) {
      const view = keepInSight({ scale: 1, x, y }, page, screen)
      expect(view.x + page.width).toBeGreaterThanOrEqual(64)
      expect(view.y + page.height).toBeGreaterThanOrEqual(64)
      expect(view.x).toBeLessThanOrEqual(screen.width - 64)
      expect(view.y).toBeLessThanOrEqual(screen.height - 64)
    }
  })

  test('a place behind the drawer is not in sight, and is after centring', () => {
    const view = { scale: 1, x: 200, y: 0 }
    const place = { x: 0.99, y: 0.5 }
    expect(isInSight(view, page, place, screen, inset)).toBe(false)
    const centred = centreOn(view, page, place, screen, inset)
    expect(isInSight(centred, page, place, screen, inset)).toBe(true)
    expect(centred.scale).toBe(view.scale)
  })
})
