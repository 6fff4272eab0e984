type Placed = { shape: string | null; geometry: unknown }
type Spot = { x: number; y: number }
type Loose = Partial<Record<'x' | 'y' | 'x1' | 'y1' | 'w' | 'h', number>> & { points?: number[] }

const CORNER = (1 - Math.SQRT1_2) / 2

/** Where a mark's pin touches its page, 0–1; null for words about the whole version. Same places as in the room. */
export function pinSpot({ shape, geometry }: Placed): Spot | null {
  if (!shape || typeof geometry !== 'object' || geometry === null) return null
  const g = geometry as Loose
  if (g.points) return at(g.points[0], g.points[1])
  if (shape === 'ellipse') return at((g.x ?? 0) + (g.w ?? 0) * CORNER, (g.y ?? 0) + (g.h ?? 0) * CORNER)
  return at(g.x ?? g.x1, g.y ?? g.y1)
}

/** A pin stands up and to the right of its spot; near those edges it leans the other way, to stay on its page. */
export function pinLean({ x, y }: Spot): string {
  return `${x > 0.8 ? ' pin-left' : ''}${y < 0.1 ? ' pin-below' : ''}`
}

const within = (n: number) => Math.min(1, Math.max(0, n))
const at = (x: number | undefined, y: number | undefined): Spot | null =>
  x === undefined || y === undefined ? null : { x: within(x), y: within(y) }
