import type { BoxGeometry, Mark, PointGeometry } from '@proofroom/proof'
import type { Palette } from './palette.ts'
import type { Size } from './view.ts'

/** Everything a stroke needs to know; lengths in screen points are divided by `scale`, so zooming does not fatten them. */
export type Brush = { ctx: CanvasRenderingContext2D; page: Size; scale: number; palette: Palette; width: number }

export type Painted = { mark: Mark; colour: number; text: string; selected: boolean }

const SELECTED_MORE = 1

/** A mark with its casing, so that it reads on walnut and on linen. Pins are not painted: they are buttons. */
export function paintMark(brush: Brush, painted: Painted) {
  const { mark } = painted
  const colour = brush.palette.people[painted.colour - 1] ?? brush.palette.people[7] ?? '#454646'
  if (mark.shape === 'pin') return
  if (mark.shape === 'text') return paintText(brush, mark.geometry, painted.text, colour)
  if (mark.shape === 'highlight') return paintHighlight(brush, mark.geometry, colour, painted.selected)
  const { ctx } = brush
  const width = brush.width + (painted.selected ? SELECTED_MORE : 0)
  ctx.lineCap = 'round'
  ctx.lineJoin = 'round'
  for (const [style, points] of [
    [brush.palette.casing, width * 1.9 + 0.5],
    [colour, width],
  ] as const) {
    ctx.strokeStyle = style
    ctx.lineWidth = points / brush.scale
    ctx.beginPath()
    trace(brush, mark)
    ctx.stroke()
  }
}

function trace({ ctx, page, scale }: Brush, mark: Exclude<Mark, { shape: 'pin' | 'text' | 'highlight' }>) {
  switch (mark.shape) {
    case 'rectangle': {
      const { x, y, w, h } = mark.geometry
      const corner = Math.min(4 / scale, (w * page.width) / 2, (h * page.height) / 2)
      return ctx.roundRect(x * page.width, y * page.height, w * page.width, h * page.height, corner)
    }
    case 'ellipse': {
      const { x, y, w, h } = mark.geometry
      const rx = (w / 2) * page.width
      const ry = (h / 2) * page.height
      return ctx.ellipse(x * page.width + rx, y * page.height + ry, rx, ry, 0, 0, 2 * Math.PI)
    }
    case 'arrow':
    case 'line': {
      const { x1, y1, x2, y2 } = mark.geometry
      const from = { x: x1 * page.width, y: y1 * page.height }
      const to = { x: x2 * page.width, y: y2 * page.height }
      ctx.moveTo(from.x, from.y)
      ctx.lineTo(to.x, to.y)
      if (mark.shape === 'arrow') traceHead(ctx, from, to, scale)
      return
    }
    case 'freehand':
      return traceStroke(ctx, mark.geometry.points, page)
  }
}

function traceHead(ctx: CanvasRenderingContext2D, from: PointGeometry, to: PointGeometry, scale: number): void {
  const turn = Math.atan2(to.y - from.y, to.x - from.x)
  const length = Math.min(16 / scale, Math.hypot(to.x - from.x, to.y - from.y))
  for (const side of [-0.5, 0.5]) {
    ctx.moveTo(to.x, to.y)
    ctx.lineTo(to.x - length * Math.cos(turn + side), to.y - length * Math.sin(turn + side))
  }
}

/** Through the middles of the simplified points, so that the stroke is round where the hand was. */
function traceStroke(ctx: CanvasRenderingContext2D, points: readonly number[], page: Size) {
  const x = (i: number) => (points[i * 2] ?? 0) * page.width
  const y = (i: number) => (points[i * 2 + 1] ?? 0) * page.height
  const last = points.length / 2 - 1
  ctx.moveTo(x(0), y(0))
  if (last === 0) return ctx.lineTo(x(0) + 0.01, y(0))
  for (let i = 1; i < last; i++) ctx.quadraticCurveTo(x(i), y(i), (x(i) + x(i + 1)) / 2, (y(i) + y(i + 1)) / 2)
  ctx.lineTo(x(last), y(last))
}

function paintHighlight(
  { ctx, page, scale, palette }: Brush,
  box: BoxGeometry,
  colour: string,
  selected: boolean,
): void {
  const area = [box.x * page.width, box.y * page.height, box.w * page.width, box.h * page.height] as const
  ctx.save()
  ctx.globalAlpha = 0.32
  ctx.fillStyle = colour
  ctx.fillRect(...area)
  ctx.restore()
  const lines: [string, number][] = [[palette.casing, selected ? 4 : 2.5]]
  lines.push([colour, selected ? 2 : 1])
  for (const [style, width] of lines) {
    ctx.strokeStyle = style
    ctx.lineWidth = width / scale
    ctx.strokeRect(...area)
  }
}

const LETTERS = 15
const LETTERS_PHONE = 12
const LINE_HEIGHT = 1.3
/** How wide a letter is, about, in its size. */
const LETTER_WIDTH = 0.56
const LEAST_IN_LINE = 8
const MOST_IN_LINE = 34

function paintText(brush: Brush, at: PointGeometry, text: string, colour: string): void {
  const { ctx, page, scale, palette } = brush
  const { lines, size } = layOutText(at, text, page, scale)
  ctx.font = `600 ${size}px ${palette.sans}`
  ctx.textBaseline = 'top'
  ctx.lineJoin = 'round'
  lines.forEach((line, i) => {
    const x = at.x * page.width
    const y = at.y * page.height + 4 / scale + i * size * LINE_HEIGHT
    ctx.strokeStyle = palette.casing
    ctx.lineWidth = 5 / scale
    ctx.strokeText(line, x, y)
    ctx.fillStyle = colour
    ctx.fillText(line, x, y)
  })
}

export type TextLayout = { lines: string[]; size: number; width: number; height: number }

/** A text on the page, broken so that it stays on it; lengths in picture pixels. */
export function layOutText(at: PointGeometry, text: string, page: Size, scale: number): TextLayout {
  const letters = page.width * scale < 600 ? LETTERS_PHONE : LETTERS
  const size = Math.max(letters / scale, page.width * 0.014)
  const room = Math.floor(((1 - at.x) * page.width) / (size * LETTER_WIDTH))
  const lines = textLines(text, Math.min(MOST_IN_LINE, Math.max(LEAST_IN_LINE, room)))
  const longest = Math.max(...lines.map((line) => line.length))
  return { lines, size, width: longest * size * LETTER_WIDTH, height: lines.length * size * LINE_HEIGHT }
}

/** Broken at words, so that no line is longer than `most` letters unless a word is. */
export function textLines(text: string, most: number): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(' ')) {
      if (line && line.length + 1 + word.length > most) {
        lines.push(line)
        line = word
      } else line = line ? `${line} ${word}` : word
    }
    lines.push(line)
  }
  return lines
}

/** The squares one can pull a selected mark by. */
export function paintHandles(
  { ctx, page, scale, palette }: Brush,
  handles: readonly PointGeometry[],
  colour: number,
): void {
  const half = 4.5 / scale
  for (const { x, y } of handles) {
    ctx.beginPath()
    ctx.roundRect(x * page.width - half, y * page.height - half, half * 2, half * 2, 2 / scale)
    ctx.fillStyle = palette.surface
    ctx.fill()
    ctx.strokeStyle = palette.people[colour - 1] ?? palette.ink
    ctx.lineWidth = 1.5 / scale
    ctx.stroke()
  }
}
