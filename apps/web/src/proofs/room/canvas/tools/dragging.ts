import { type Pointer, REST, SLACK, type ToolState } from './machine.ts'
import { panning } from './panning.ts'

/** The hand is down on nothing: a tap lets go of what was selected, a drag moves the page. */
export function dragging(from: Pointer): ToolState {
  return {
    name: 'dragging',
    move: (hand, pointer) => (hand.distance(from.at, pointer.at) < SLACK ? undefined : panning(from)),
    up(hand) {
      hand.select(null)
      return REST
    },
  }
}
