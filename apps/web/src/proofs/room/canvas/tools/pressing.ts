import { type Hit, type Pointer, REST, SLACK, type ToolState } from './machine.ts'
import { moving } from './moving.ts'
import { panning } from './panning.ts'

/** The hand is down on a mark and has not decided yet: a tap selects it, a drag moves it if it is one's own. */
export function pressing(from: Pointer, hit: Hit): ToolState {
  return {
    name: 'pressing',
    move(hand, pointer) {
      if (hand.distance(from.at, pointer.at) < SLACK) return undefined
      if (!hit.own || !hand.canDraw) return panning(from)
      hand.select(hit.ref)
      return moving(hit.ref, hit.own, from)
    },
    up(hand) {
      hand.select(hit.ref)
      return REST
    },
  }
}
