import type { Mark } from '@proofroom/proof'
import { moved } from '../marks.ts'
import { type Pointer, REST, type ToolState } from './machine.ts'

/** An own mark follows the hand; one edit on release. */
export function moving(ref: string, mark: Mark, from: Pointer): ToolState {
  const at = (pointer: Pointer): Mark => moved(mark, pointer.at.x - from.at.x, pointer.at.y - from.at.y)
  return {
    name: 'moving',
    move(hand, pointer) {
      hand.drag(ref, at(pointer))
      return undefined
    },
    up(hand, pointer) {
      hand.change(ref, at(pointer))
      return REST
    },
    cancel: (hand) => hand.drag(ref, null),
  }
}
