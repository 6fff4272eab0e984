import { type Pointer, REST, type ToolState } from './machine.ts'

/** The page follows the hand. */
export function panning(from: Pointer): ToolState {
  let last = from
  return {
    name: 'panning',
    move(hand, pointer) {
      hand.pan(pointer.x - last.x, pointer.y - last.y)
      last = pointer
      return undefined
    },
    up: () => REST,
  }
}
