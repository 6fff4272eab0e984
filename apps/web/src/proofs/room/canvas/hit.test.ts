import type { Mark } from '@proofroom/proof'
import { describe, expect, test } from 'vitest'
import { type HitMark, hitAt } from './hit.ts'

const page = { width: 1000, height: 1000 }
const at = (key: string, mark: Mark, own = true, text = ''): HitMark => ({ key, mark, own, text })
const box = at('box', { shape: 'rectangle', geometry: { x: 0.2, y: 0.2, w: 0.4, h: 0.4 } })
const over = at('over', { shape: 'line', geometry: { x1: 0.1, y1: 0.2, x2: 0.9, y2: 0.2 } }, false)

describe('what lies under the hand', () => {
  test('the topmost mark', () => {
    expect(hitAt({ marks: [box, over], selected: null, page, scale: 1 }, { x: 0.3, y: 0.2 }, false)?.ref).toBe('over')
  })

  test('somebody else’s mark can be chosen, not taken', () => {
    const hit = hitAt({ marks: [over], selected: null, page, scale: 1 }, { x: 0.3, y: 0.2 }, false)
    expect(hit).toEqual({ ref: 'over', own: null, handle: null })
  })

  test('a handle of the chosen mark comes before what lies over it', () => {
    const hit = hitAt({ marks: [box, over], selected: 'box', page, scale: 1 }, { x: 0.6, y: 0.2 }, false)
    expect(hit).toMatchObject({ ref: 'box', handle: 1 })
  })

  test('a finger reaches further than a pointer, and both the same on the screen at any zoom', () => {
    const near = { x: 0.5, y: 0.215 }
    expect(hitAt({ marks: [over], selected: null, page, scale: 1 }, near, false)).toBeNull()
    expect(hitAt({ marks: [over], selected: null, page, scale: 1 }, near, true)?.ref).toBe('over')
    expect(hitAt({ marks: [over], selected: null, page, scale: 0.5 }, near, false)?.ref).toBe('over')
  })

  test('a text is touched on its letters', () => {
    const text = at('text', { shape: 'text', geometry: { x: 0.5, y: 0.5 } }, true, 'A little lower')
    const scene = { marks: [text], selected: null, page, scale: 1 }
    expect(hitAt(scene, { x: 0.55, y: 0.51 }, false)?.ref).toBe('text')
    expect(hitAt(scene, { x: 0.9, y: 0.51 }, false)).toBeNull()
  })
})
