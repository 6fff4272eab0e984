import type { Mark } from '@proofroom/proof'
import { boundsOf } from './marks.ts'
import { type ScreenPoint, type Size, toScreen, type View } from './view.ts'

const FIELD: Size = { width: 300, height: 132 }
const AIR = 14
const EDGE = 8
/** The chrome at the top. */
const TOP = 64

type OnScreen = { view: View; page: Size; screen: Size }

/** Where the field for a mark's words goes: beside the mark, not over it, and always inside the screen. */
export function composerPlace(mark: Mark, { view, page, screen }: OnScreen): ScreenPoint {
  const { x, y, w, h } = boundsOf(mark)
  const from = toScreen(view, page, { x, y })
  const to = toScreen(view, page, { x: x + w, y: y + h })
  const fitsRight = to.x + AIR + FIELD.width + EDGE <= screen.width
  const fitsLeft = from.x - AIR - FIELD.width >= EDGE
  if (fitsRight) return inside({ x: to.x + AIR, y: from.y }, screen)
  if (fitsLeft) return inside({ x: from.x - AIR - FIELD.width, y: from.y }, screen)
  const fitsBelow = to.y + AIR + FIELD.height + EDGE <= screen.height
  return inside({ x: from.x, y: fitsBelow ? to.y + AIR : from.y - AIR - FIELD.height }, screen)
}

const inside = ({ x, y }: ScreenPoint, screen: Size): ScreenPoint => ({
  x: Math.max(EDGE, Math.min(x, screen.width - FIELD.width - EDGE)),
  y: Math.max(TOP, Math.min(y, screen.height - FIELD.height - EDGE)),
})
