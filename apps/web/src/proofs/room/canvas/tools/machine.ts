import type { Mark, PointGeometry } from '@proofroom/proof'
import type { Tool } from '../../types.ts'

/** A hand that moved less than this has not moved. */
export const SLACK = 4

/** Where the hand is: on the page (0–1) and on the screen. */
export type Pointer = { at: PointGeometry; x: number; y: number; shift: boolean; touch: boolean }

/** What lies under the hand. A handle belongs to the selected mark. */
export type Hit = { ref: string; own: Mark | null; handle: number | null }

/** What a tool may do to the page. Nothing here is saved before `place` or `change`. */
export type Hand = {
  readonly tool: Tool
  readonly canDraw: boolean
  /** In screen points, so that a tap is a tap at any zoom. */
  distance(a: PointGeometry, b: PointGeometry): number
  /** `to`, put where the box or line from `from` becomes a square or keeps to eighths of a turn on the screen. */
  squared(from: PointGeometry, to: PointGeometry): PointGeometry
  hit(pointer: Pointer): Hit | null
  /** The mark being drawn; others see it too. */
  preview(mark: Mark | null): void
  /** The hand let go of a new mark. */
  place(mark: Mark): void
  /** An own mark while it is dragged; only here. */
  drag(ref: string, mark: Mark | null): void
  /** The hand let go of a dragged mark: one edit. */
  change(ref: string, mark: Mark): void
  select(ref: string | null): void
  pan(dx: number, dy: number): void
}

/** Back to where nothing is begun. */
export const REST = 'rest'
type Next = ToolState | typeof REST | undefined

/** One thing the hand can be doing. Each event may lead to another; leaving means forgetting. */
export type ToolState = {
  readonly name: string
  down?(hand: Hand, pointer: Pointer): Next
  move?(hand: Hand, pointer: Pointer): Next
  up?(hand: Hand, pointer: Pointer): Next
  cancel?(hand: Hand): void
}

export type Machine = {
  state(): string
  down(pointer: Pointer): void
  move(pointer: Pointer): void
  up(pointer: Pointer): void
  /** Escape, a second finger, another tool: whatever was begun has not happened. True when something was. */
  cancel(): boolean
}

/** Runs a tool's states from `rest` and back to it. */
export function createMachine(hand: () => Hand, rest: ToolState): Machine {
  let state = rest
  const go = (event: 'down' | 'move' | 'up', pointer: Pointer): void => {
    const next = state[event]?.(hand(), pointer)
    if (next) state = next === REST ? rest : next
  }
  return {
    state: () => state.name,
    down: (pointer) => go('down', pointer),
    move: (pointer) => go('move', pointer),
    up: (pointer) => go('up', pointer),
    cancel() {
      if (state === rest) return false
      state.cancel?.(hand())
      state = rest
      return true
    },
  }
}
