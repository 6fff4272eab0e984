export interface Size {
  width: number
  height: number
}

/** CSS pixels in one of each unit. */
const UNITS: Record<string, number> = { '': 1, px: 1, pt: 96 / 72, pc: 16, in: 96, cm: 96 / 2.54, mm: 96 / 25.4 }

/** A drawing's own size in CSS pixels: its width and height, else its viewBox, else one of them by the other's ratio. */
export function naturalSize(root: Element): Size | undefined {
  const box = viewBox(root)
  const width = length(root.getAttribute('width'))
  const height = length(root.getAttribute('height'))
  if (width && height) return { width, height }
  if (!box) return undefined
  if (width) return { width, height: (width * box.height) / box.width }
  if (height) return { width: (height * box.width) / box.height, height }
  return box
}

/** Grown or shrunk so that the long edge lies between the two; never thinner than a pixel. */
export function withLongEdge(size: Size, least: number, most: number): Size {
  const edge = Math.max(size.width, size.height)
  const factor = Math.min(Math.max(edge, least), most) / edge
  return { width: Math.max(1, Math.round(size.width * factor)), height: Math.max(1, Math.round(size.height * factor)) }
}

function viewBox(root: Element): Size | undefined {
  const [, , width, height] = (root.getAttribute('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  return width && height && width > 0 && height > 0 ? { width, height } : undefined
}

/** Percentages and font-relative lengths depend on a page that does not exist here, so they count as unsaid. */
function length(text: string | null): number | undefined {
  const [, number, unit] = /^\s*([\d.]+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(text ?? '') ?? []
  const pixels = Number(number) * (UNITS[unit?.toLowerCase() ?? ''] ?? Number.NaN)
  return Number.isFinite(pixels) && pixels > 0 ? pixels : undefined
}
