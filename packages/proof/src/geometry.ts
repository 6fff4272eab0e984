import type { BoxGeometry, PointGeometry } from './entries.ts'

/** A ten-thousandth of a page is a fiftieth of a millimetre on A4: finer than any hand. */
export const round4 = (n: number): number => Math.round(n * 10_000) / 10_000 || 0

/** The box between two corners, whichever way it was dragged. */
export function normaliseBox(a: PointGeometry, b: PointGeometry): BoxGeometry {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return { x: round4(x), y: round4(y), w: round4(Math.max(a.x, b.x) - x), h: round4(Math.max(a.y, b.y) - y) }
}

/**
 * Ramer–Douglas–Peucker over flat points: drops every point that lies within `tolerance` of the line that remains.
 * First and last points stay. Iterative, because a long stroke would overflow the stack.
 */
export function simplify(points: readonly number[], tolerance: number): number[] {
  const count = Math.floor(points.length / 2)
  if (count <= 2) return points.slice(0, count * 2)
  const keep = new Uint8Array(count)
  keep[0] = 1
  keep[count - 1] = 1
  const spans: [number, number][] = [[0, count - 1]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, last] = span
    const { index, distance } = farthest(points, first, last)
    if (distance <= tolerance) continue
    keep[index] = 1
    spans.push([first, index], [index, last])
  }
  return points.slice(0, count * 2).filter((_, i) => keep[i >> 1] === 1)
}

/** A stroke as it is stored: simplified, rounded, and never more points than an entry may have. */
export function strokePoints(points: readonly number[], tolerance: number, most = 2000): number[] {
  let kept = simplify(points, tolerance)
  for (let wider = tolerance * 2 || 0.0005; kept.length / 2 > most; wider *= 2) kept = simplify(points, wider)
  return kept.map(round4)
}

function farthest(points: readonly number[], first: number, last: number): { index: number; distance: number } {
  let index = first
  let distance = -1
  for (let i = first + 1; i < last; i++) {
    const d = distanceToSegment(points, i, first, last)
    if (d > distance) {
      index = i
      distance = d
    }
  }
  return { index, distance }
}

function distanceToSegment(points: readonly number[], i: number, first: number, last: number): number {
  const at = (n: number): [number, number] => [points[n * 2] as number, points[n * 2 + 1] as number]
  const [px, py] = at(i)
  const [ax, ay] = at(first)
  const [bx, by] = at(last)
  const lengthSquared = (bx - ax) ** 2 + (by - ay) ** 2
  const along = lengthSquared === 0 ? 0 : ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / lengthSquared
  const t = Math.min(1, Math.max(0, along))
  return Math.hypot(px - (ax + t * (bx - ax)), py - (ay + t * (by - ay)))
}
