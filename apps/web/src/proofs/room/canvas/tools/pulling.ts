import type { Mark } from '@proofroom/proof'
import { pulled } from '../marks.ts'
import { type Pointer, REST, type ToolState } from './machine.ts'

/** One corner or end of an own mark follows the hand; one edit on release. */
export function pulling(ref: string, mark: Mark, handle: number): ToolState {
  let last: Mark | null = null
  const to = (pointer: Pointer): Mark => pulled(mark, handle, pointer.at)
  return {
    name: 'pulling',
    move(hand, pointer) {
      last = to(pointer)
      hand.drag(ref, last)
      return undefined
    },
    up(hand) {
      if (last) hand.change(ref, last)
      return REST
    },
    cancel: (hand) => hand.drag(ref, null),
  }
}
