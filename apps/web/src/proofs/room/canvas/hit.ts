import type { Mark, PointGeometry } from '@proofroom/proof'
import { distanceTo, handlesOf } from './marks.ts'
import { layOutText } from './paint.ts'
import type { Hit } from './tools/machine.ts'
import type { Size } from './view.ts'

/** A finger is wider than a pointer. */
const REACH = { mouse: 9, touch: 18 }

export type HitMark = { key: string; mark: Mark; text: string; own: boolean }

export type HitScene = { marks: readonly HitMark[]; selected: string | null; page: Size; scale: number }

/** What lies under a point: a handle of the selected mark, else the topmost mark within reach. */
export function hitAt({ marks, selected, page, scale }: HitScene, at: PointGeometry, touch: boolean): Hit | null {
  const reach = (touch ? REACH.touch : REACH.mouse) / scale
  const chosen = marks.find((one) => one.key === selected)
  if (chosen?.own) {
    const handle = handlesOf(chosen.mark).findIndex((place) => apart(place, at, page) <= reach)
    if (handle >= 0) return { ref: chosen.key, own: chosen.mark, handle }
  }
  for (let i = marks.length - 1; i >= 0; i--) {
    const one = marks[i]
    if (one && one.mark.shape !== 'pin' && isHit(one, at, page, scale, reach))
      return { ref: one.key, own: one.own ? one.mark : null, handle: null }
  }
  return null
}

const apart = (a: PointGeometry, b: PointGeometry, page: Size): number =>
  Math.hypot((a.x - b.x) * page.width, (a.y - b.y) * page.height)

function isHit({ mark, text }: HitMark, at: PointGeometry, page: Size, scale: number, reach: number): boolean {
  if (mark.shape !== 'text') return distanceTo(mark, at, page) <= reach
  const { width, height } = layOutText(mark.geometry, text, page, scale)
  const dx = (at.x - mark.geometry.x) * page.width
  const dy = (at.y - mark.geometry.y) * page.height
  return dx >= -reach && dx <= width + reach && dy >= -reach && dy <= height + reach
}
