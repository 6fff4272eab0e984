import type { Mark } from '@proofroom/proof'
import { describe, expect, test } from 'vitest'
import type { Tool } from '../../types.ts'
import { idle } from './idle.ts'
import { createMachine, type Hand, type Hit, type Pointer } from './machine.ts'

const SIZE = 1000
const own: Mark = { shape: 'rectangle', geometry: { x: 0.2, y: 0.2, w: 0.2, h: 0.2 } }

/** A hand over a page of 1000 × 1000 screen points that writes down what the tools ask of it. */
function hold(tool: Tool, { hit = null, canDraw = true }: { hit?: Hit | null; canDraw?: boolean } = {}) {
  const said: [string, ...unknown[]][] = []
  const hand: Hand = {
    tool,
    canDraw,
    distance: (a, b) => Math.hypot(a.x - b.x, a.y - b.y) * SIZE,
    squared: (from, to) => ({ x: to.x, y: from.y + (to.x - from.x) }),
    hit: () => hit,
    preview: (mark) => said.push(['preview', mark]),
    place: (mark) => said.push(['place', mark]),
    drag: (ref, mark) => said.push(['drag', ref, mark]),
    change: (ref, mark) => said.push(['change', ref, mark]),
    select: (ref) => said.push(['select', ref]),
    pan: (dx, dy) => said.push(['pan', dx, dy]),
  }
  const machine = createMachine(() => hand, idle)
  const told = (kind: string) => said.filter(([one]) => one === kind).map(([, ...rest]) => rest)
  return { machine, told }
}

const at = (x: number, y: number, shift = false): Pointer => ({
  at: { x, y },
  x: x * SIZE,
  y: y * SIZE,
  shift,
  touch: false,
})

describe('drawing tools', () => {
  test('a tap makes no shape of no size', () => {
    for (const tool of ['rectangle', 'ellipse', 'highlight', 'arrow', 'line', 'freehand'] as const) {
      const { machine, told } = hold(tool)
      machine.down(at(0.5, 0.5))
      machine.move(at(0.502, 0.502))
      machine.up(at(0.502, 0.502))
      expect(told('place')).toEqual([])
      expect(machine.state()).toBe('idle')
    }
  })

  test('a box dragged up and left is committed once, normalised, on release', () => {
    const { machine, told } = hold('rectangle')
    machine.down(at(0.6, 0.7))
    machine.move(at(0.4, 0.5))
    expect(told('place')).toEqual([])
    expect(told('preview')).toHaveLength(1)
    machine.up(at(0.3, 0.4))
    expect(told('place')).toEqual([[{ shape: 'rectangle', geometry: { x: 0.3, y: 0.4, w: 0.3, h: 0.3 } }]])
    expect(told('preview').at(-1)).toEqual([null])
  })

  test('an arrow keeps its direction', () => {
    const { machine, told } = hold('arrow')
    machine.down(at(0.6, 0.7))
    machine.up(at(0.3, 0.4))
    expect(told('place')).toEqual([[{ shape: 'arrow', geometry: { x1: 0.6, y1: 0.7, x2: 0.3, y2: 0.4 } }]])
  })

  test('shift makes a box square', () => {
    const { machine, told } = hold('ellipse')
    machine.down(at(0.1, 0.1))
    machine.up(at(0.3, 0.9, true))
    expect(told('place')).toEqual([[{ shape: 'ellipse', geometry: { x: 0.1, y: 0.1, w: 0.2, h: 0.2 } }]])
  })

  test('a pen stroke is simplified when the pen is lifted', () => {
    const { machine, told } = hold('freehand')
    machine.down(at(0.1, 0.1))
    for (let i = 1; i <= 200; i++) machine.move(at(0.1 + i * 0.004, 0.1))
    machine.up(at(0.9, 0.1))
    expect(told('place')).toEqual([[{ shape: 'freehand', geometry: { points: [0.1, 0.1, 0.9, 0.1] } }]])
  })

  test('a pin lands where the hand lets go', () => {
    const { machine, told } = hold('comment')
    machine.down(at(0.1, 0.1))
    machine.move(at(0.2, 0.2))
    machine.up(at(0.25, 0.3))
    expect(told('place')).toEqual([[{ shape: 'pin', geometry: { x: 0.25, y: 0.3 } }]])
  })

  test('Escape and a second finger leave nothing behind', () => {
    for (const tool of ['comment', 'rectangle', 'line', 'freehand'] as const) {
      const { machine, told } = hold(tool)
      machine.down(at(0.1, 0.1))
      machine.move(at(0.4, 0.4))
      expect(machine.cancel()).toBe(true)
      machine.up(at(0.5, 0.5))
      expect(told('place')).toEqual([])
      expect(told('preview').at(-1)).toEqual([null])
    }
  })

  test('nothing begins on a closed version', () => {
    for (const tool of ['comment', 'text', 'rectangle', 'freehand'] as const) {
      const { machine, told } = hold(tool, { canDraw: false })
      machine.down(at(0.1, 0.1))
      machine.move(at(0.4, 0.4))
      machine.up(at(0.4, 0.4))
      expect([...told('preview'), ...told('place')]).toEqual([])
    }
  })
})

describe('select', () => {
  const hit: Hit = { ref: 'maya/1', own, handle: null }

  test('a tap selects; a tap on nothing lets go', () => {
    const on = hold('select', { hit })
    on.machine.down(at(0.2, 0.2))
    on.machine.up(at(0.2, 0.2))
    expect(on.told('select')).toEqual([['maya/1']])
    const off = hold('select')
    off.machine.down(at(0.2, 0.2))
    off.machine.up(at(0.2, 0.2))
    expect(off.told('select')).toEqual([[null]])
  })

  test('dragging one’s own is local until release, and then one edit', () => {
    const { machine, told } = hold('select', { hit })
    machine.down(at(0.2, 0.2))
    for (const x of [0.21, 0.25, 0.3]) machine.move(at(x, 0.2))
    expect(told('change')).toEqual([])
    expect(told('drag').length).toBeGreaterThan(0)
    machine.up(at(0.3, 0.2))
    expect(told('change')).toEqual([['maya/1', { ...own, geometry: { x: 0.3, y: 0.2, w: 0.2, h: 0.2 } }]])
  })

  test('a given-up drag puts the mark back', () => {
    const { machine, told } = hold('select', { hit })
    machine.down(at(0.2, 0.2))
    machine.move(at(0.3, 0.3))
    machine.move(at(0.4, 0.4))
    machine.cancel()
    expect(told('drag').at(-1)).toEqual(['maya/1', null])
    expect(told('change')).toEqual([])
  })

  test('somebody else’s mark does not move: the page does', () => {
    const { machine, told } = hold('select', { hit: { ...hit, own: null } })
    machine.down(at(0.2, 0.2))
    machine.move(at(0.3, 0.3))
    machine.move(at(0.4, 0.4))
    expect(told('drag')).toEqual([])
    expect(told('pan').length).toBeGreaterThan(0)
  })

  test('a pulled handle changes one corner', () => {
    const { machine, told } = hold('select', { hit: { ...hit, handle: 2 } })
    machine.down(at(0.4, 0.4))
    machine.move(at(0.5, 0.6))
    machine.up(at(0.5, 0.6))
    expect(told('change')).toEqual([['maya/1', { ...own, geometry: { x: 0.2, y: 0.2, w: 0.3, h: 0.4 } }]])
  })
})

test('the hand moves the page by what it moves itself', () => {
  const { machine, told } = hold('hand')
  machine.down(at(0.1, 0.1))
  machine.move(at(0.2, 0.15))
  machine.move(at(0.25, 0.15))
  const [dx, dy] = told('pan').reduce<[number, number]>(
    ([x, y], [a, b]) => [x + (a as number), y + (b as number)],
    [0, 0],
  )
  expect(dx).toBeCloseTo(150)
  expect(dy).toBeCloseTo(50)
})
