import { round4 } from '@proofroom/proof'
import { type Pointer, REST, type ToolState } from './machine.ts'

/** The hand is down with a pin or a text: it lands where the hand lets go, so a finger can correct itself. */
export function placing(shape: 'pin' | 'text'): ToolState {
  const markAt = ({ at }: Pointer) => ({ shape, geometry: { x: round4(at.x), y: round4(at.y) } })
  return {
    name: 'placing',
    move(hand, pointer) {
      hand.preview(markAt(pointer))
      return undefined
    },
    up(hand, pointer) {
      hand.preview(null)
      hand.place(markAt(pointer))
      return REST
    },
    cancel: (hand) => hand.preview(null),
  }
}
