import type { PageDto, PersonDto } from '@proofroom/contract'
import type { Mark, StrokeGeometry } from '@proofroom/proof'
import type { ThreadItem } from '../../proofs/room/threads.ts'

type Props = { page: PageDto; threads: ThreadItem[]; people: PersonDto[]; selected: string | null }

/** What was drawn and is not settled, over the still picture. Each line is drawn twice: its casing first, so it reads on any wood. */
export function Ink({ page, threads, people, selected }: Props) {
  const { width, height } = page.picture
  const shown = (item: ThreadItem) => !item.done || item.key === selected
  const drawn = threads.filter((item) => item.page === page.id && item.mark && item.mark.shape !== 'pin' && shown(item))
  if (drawn.length === 0) return null
  return (
    <svg className="cu-ink" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {drawn.map((item) => {
        const colour = people.find((one) => one.actorId === item.actorId)?.colour ?? 8
        const mark = item.mark as Mark
        if (mark.shape === 'text') return null
        const path = pathOf(mark, width, height)
        return (
          <g key={item.key} className={`p${colour} ${mark.shape === 'highlight' ? 'cu-highlight' : ''}`}>
            <path d={path} className="cu-casing" />
            <path d={path} className="cu-line" />
          </g>
        )
      })}
    </svg>
  )
}

function pathOf(mark: Mark, w: number, h: number): string {
  switch (mark.shape) {
    case 'rectangle':
    case 'highlight': {
      const g = mark.geometry
      return `M${g.x * w} ${g.y * h}h${g.w * w}v${g.h * h}h${-g.w * w}Z`
    }
    case 'ellipse': {
      const g = mark.geometry
      const [rx, ry] = [(g.w * w) / 2, (g.h * h) / 2]
      return `M${g.x * w} ${g.y * h + ry}a${rx} ${ry} 0 1 0 ${rx * 2} 0a${rx} ${ry} 0 1 0 ${-rx * 2} 0Z`
    }
    case 'line':
      return segment(mark.geometry, w, h)
    case 'arrow':
      return segment(mark.geometry, w, h) + arrowHead(mark.geometry, w, h)
    case 'freehand':
      return stroke(mark.geometry, w, h)
    case 'pin':
    case 'text':
      return ''
  }
}

type Segment = { x1: number; y1: number; x2: number; y2: number }
const segment = (g: Segment, w: number, h: number) => `M${g.x1 * w} ${g.y1 * h}L${g.x2 * w} ${g.y2 * h}`

function arrowHead(g: Segment, w: number, h: number): string {
  const angle = Math.atan2((g.y2 - g.y1) * h, (g.x2 - g.x1) * w)
  const size = w * 0.025
  const barb = (turn: number) =>
    `${g.x2 * w - size * Math.cos(angle + turn)} ${g.y2 * h - size * Math.sin(angle + turn)}`
  return `M${barb(0.5)}L${g.x2 * w} ${g.y2 * h}L${barb(-0.5)}`
}

function stroke({ points }: StrokeGeometry, w: number, h: number): string {
  const at = points.map((n, i) => (i % 2 === 0 ? n * w : n * h).toFixed(1))
  return `M${at.slice(0, 2).join(' ')}L${at.slice(2).join(' ')}`
}
