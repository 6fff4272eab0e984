import { type BoxGeometry, type Mark, normaliseBox, type PointGeometry, round4 } from '@proofroom/proof'
import type { Size } from './view.ts'

/** Where a mark's pin touches it. */
export function anchorOf(mark: Mark): PointGeometry {
  switch (mark.shape) {
    case 'pin':
    case 'text':
      return { x: mark.geometry.x, y: mark.geometry.y }
    case 'rectangle':
    case 'highlight':
      return { x: mark.geometry.x, y: mark.geometry.y }
    case 'ellipse': {
      const { x, y, w, h } = mark.geometry
      const inward = (1 - Math.SQRT1_2) / 2
      return { x: x + w * inward, y: y + h * inward }
    }
    case 'arrow':
    case 'line':
      return { x: mark.geometry.x1, y: mark.geometry.y1 }
    case 'freehand':
      return { x: mark.geometry.points[0] ?? 0, y: mark.geometry.points[1] ?? 0 }
  }
}

export function boundsOf(mark: Mark): BoxGeometry {
  switch (mark.shape) {
    case 'pin':
    case 'text':
      return { ...anchorOf(mark), w: 0, h: 0 }
    case 'rectangle':
    case 'ellipse':
    case 'highlight':
      return mark.geometry
    case 'arrow':
    case 'line': {
      const { x1, y1, x2, y2 } = mark.geometry
      return normaliseBox({ x: x1, y: y1 }, { x: x2, y: y2 })
    }
    case 'freehand': {
      const xs = mark.geometry.points.filter((_, i) => i % 2 === 0)
      const ys = mark.geometry.points.filter((_, i) => i % 2 === 1)
      return normaliseBox({ x: Math.min(...xs), y: Math.min(...ys) }, { x: Math.max(...xs), y: Math.max(...ys) })
    }
  }
}

export const middleOf = (mark: Mark): PointGeometry => {
  const { x, y, w, h } = boundsOf(mark)
  return { x: x + w / 2, y: y + h / 2 }
}

/** The mark moved by a part of the page. */
export function moved(mark: Mark, dx: number, dy: number): Mark {
  switch (mark.shape) {
    case 'pin':
    case 'text':
      return { ...mark, geometry: { x: round4(mark.geometry.x + dx), y: round4(mark.geometry.y + dy) } }
    case 'rectangle':
    case 'ellipse':
    case 'highlight':
      return {
        ...mark,
        geometry: { ...mark.geometry, x: round4(mark.geometry.x + dx), y: round4(mark.geometry.y + dy) },
      }
    case 'arrow':
    case 'line': {
      const { x1, y1, x2, y2 } = mark.geometry
      return {
        ...mark,
        geometry: { x1: round4(x1 + dx), y1: round4(y1 + dy), x2: round4(x2 + dx), y2: round4(y2 + dy) },
      }
    }
    case 'freehand':
      return {
        ...mark,
        geometry: { points: mark.geometry.points.map((n, i) => round4(n + (i % 2 === 0 ? dx : dy))) },
      }
  }
}

/** What can be pulled of a selected mark: the corners of a box, the ends of a segment. */
export function handlesOf(mark: Mark): PointGeometry[] {
  switch (mark.shape) {
    case 'rectangle':
    case 'ellipse':
    case 'highlight': {
      const { x, y, w, h } = mark.geometry
      return [
        { x, y },
        { x: x + w, y },
        { x: x + w, y: y + h },
        { x, y: y + h },
      ]
    }
    case 'arrow':
    case 'line': {
      const { x1, y1, x2, y2 } = mark.geometry
      return [
        { x: x1, y: y1 },
        { x: x2, y: y2 },
      ]
    }
    case 'pin':
    case 'text':
    case 'freehand':
      return []
  }
}

/** The mark with one handle pulled somewhere else. */
export function pulled(mark: Mark, handle: number, to: PointGeometry): Mark {
  switch (mark.shape) {
    case 'rectangle':
    case 'ellipse':
    case 'highlight': {
      const opposite = handlesOf(mark)[(handle + 2) % 4]
      return opposite ? { ...mark, geometry: normaliseBox(opposite, to) } : mark
    }
    case 'arrow':
    case 'line': {
      const end = { x: round4(to.x), y: round4(to.y) }
      const { x1, y1, x2, y2 } = mark.geometry
      const geometry = handle === 0 ? { x1: end.x, y1: end.y, x2, y2 } : { x1, y1, x2: end.x, y2: end.y }
      return { ...mark, geometry }
    }
    case 'pin':
    case 'text':
    case 'freehand':
      return mark
  }
}

/** How far `at` is from the drawn line of a mark, in the units of `page`; 0 inside what is filled. */
export function distanceTo(mark: Mark, at: PointGeometry, page: Size): number {
  const px = at.x * page.width
  const py = at.y * page.height
  switch (mark.shape) {
    case 'pin':
    case 'text':
      return Math.hypot(px - mark.geometry.x * page.width, py - mark.geometry.y * page.height)
    case 'highlight':
      return isInside(mark.geometry, at) ? 0 : distanceToPath(boxCorners(mark.geometry), px, py, page)
    case 'rectangle':
      return distanceToPath(boxCorners(mark.geometry), px, py, page)
    case 'ellipse':
      return distanceToPath(ellipsePoints(mark.geometry), px, py, page)
    case 'arrow':
    case 'line': {
      const { x1, y1, x2, y2 } = mark.geometry
      return distanceToPath([x1, y1, x2, y2], px, py, page)
    }
    case 'freehand':
      return distanceToPath(mark.geometry.points, px, py, page)
  }
}

const isInside = (box: BoxGeometry, at: PointGeometry): boolean =>
  at.x >= box.x && at.x <= box.x + box.w && at.y >= box.y && at.y <= box.y + box.h

const boxCorners = ({ x, y, w, h }: BoxGeometry): number[] => [x, y, x + w, y, x + w, y + h, x, y + h, x, y]

function ellipsePoints({ x, y, w, h }: BoxGeometry): number[] {
  const points: number[] = []
  for (let i = 0; i <= 48; i++) {
    const turn = (i / 48) * 2 * Math.PI
    points.push(x + (w / 2) * (1 + Math.cos(turn)), y + (h / 2) * (1 + Math.sin(turn)))
  }
  return points
}

function distanceToPath(points: readonly number[], px: number, py: number, page: Size): number {
  let nearest = Number.POSITIVE_INFINITY
  for (let i = 0; i + 3 < points.length; i += 2) {
    const [x1, y1, x2, y2] = points.slice(i, i + 4) as [number, number, number, number]
    const ax = x1 * page.width
    const ay = y1 * page.height
    const dx = x2 * page.width - ax
    const dy = y2 * page.height - ay
    const length = dx * dx + dy * dy
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / length))
    nearest = Math.min(nearest, Math.hypot(px - ax - along * dx, py - ay - along * dy))
  }
  return nearest
}
