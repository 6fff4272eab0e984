import { type Mark, normaliseBox, round4 } from '@proofroom/proof'
import { type Hand, type Pointer, REST, type ToolState } from './machine.ts'

type Drawn = 'rectangle' | 'ellipse' | 'highlight' | 'arrow' | 'line'

/** Smaller than this is a tap, not a shape. */
export const LEAST_POINTS = 6

/** A box or a line grows from where the hand went down; it is committed once, on release. */
export function drawing(shape: Drawn, from: Pointer): ToolState {
  const markTo = (hand: Hand, pointer: Pointer): Mark | null => {
    const to = pointer.shift ? hand.squared(from.at, pointer.at) : pointer.at
    if (hand.distance(from.at, to) < LEAST_POINTS) return null
    if (shape === 'arrow' || shape === 'line')
      return { shape, geometry: { x1: round4(from.at.x), y1: round4(from.at.y), x2: round4(to.x), y2: round4(to.y) } }
    return { shape, geometry: normaliseBox(from.at, to) }
  }
  return {
    name: 'drawing',
    move(hand, pointer) {
      hand.preview(markTo(hand, pointer))
      return undefined
    },
    up(hand, pointer) {
      const mark = markTo(hand, pointer)
      hand.preview(null)
      if (mark) hand.place(mark)
      return REST
    },
    cancel: (hand) => hand.preview(null),
  }
}
