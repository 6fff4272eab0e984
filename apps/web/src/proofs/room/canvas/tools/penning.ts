import { strokePoints } from '@proofroom/proof'
import { LEAST_POINTS } from './drawing.ts'
import { type Hand, type Pointer, REST, type ToolState } from './machine.ts'

/** Points nearer than this add nothing to see. */
const STEP = 1.5
/** A third of a thousandth of the page: below what the eye sees, and a tenth of the points. */
const TOLERANCE = 0.0007

/** The pen is down: every move is a point, simplified when it is lifted. */
export function penning(from: Pointer): ToolState {
  const points = [from.at.x, from.at.y]
  let last = from.at
  let length = 0
  const follow = (hand: Hand, { at }: Pointer): void => {
    const step = hand.distance(last, at)
    if (step < STEP) return
    length += step
    last = at
    points.push(at.x, at.y)
  }
  return {
    name: 'penning',
    move(hand, pointer) {
      follow(hand, pointer)
      if (length >= LEAST_POINTS) hand.preview({ shape: 'freehand', geometry: { points: [...points] } })
      return undefined
    },
    up(hand, pointer) {
      follow(hand, pointer)
      hand.preview(null)
      if (length >= LEAST_POINTS)
        hand.place({ shape: 'freehand', geometry: { points: strokePoints(points, TOLERANCE) } })
      return REST
    },
    cancel: (hand) => hand.preview(null),
  }
}
