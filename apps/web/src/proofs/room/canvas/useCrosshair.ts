import type { PageDto } from '@proofroom/contract'
import type { PointGeometry } from '@proofroom/proof'
import { type KeyboardEvent, type RefObject, useState } from 'react'
import type { Tool } from '../types.ts'
import type { Easel } from './easel.ts'

const STEPS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const STEP = 0.01
const FAR = 0.05
const PAN = 48

type CrosshairOptions = { easel: RefObject<Easel | null>; page: PageDto; tool: Tool; canDraw: boolean }

/** Drawing without a pointer: arrow keys lead a crosshair, Enter puts the tool down and lifts it again. */
export function useCrosshair({ easel, page, tool, canDraw }: CrosshairOptions) {
  const [place, setPlace] = useState<{ at: PointGeometry; tool: Tool; page: string } | null>(null)
  const draws = canDraw && tool !== 'select' && tool !== 'hand' && tool !== 'freehand'
  // Another tool or page begins anew.
  const at = draws && place?.tool === tool && place.page === page.id ? place.at : null
  const here = (): PointGeometry => at ?? easel.current?.scene.centre() ?? { x: 0.5, y: 0.5 }
  const put = (next: PointGeometry): void => setPlace({ at: next, tool, page: page.id })

  const lead = ([dx, dy]: readonly [number, number], step: number): void => {
    const from = here()
    const ratio = page.picture.width / page.picture.height
    const next = { x: clamp01(from.x + dx * step), y: clamp01(from.y + dy * step * ratio) }
    put(next)
    easel.current?.lead(next)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const step = STEPS[event.key]
    if (step) {
      event.preventDefault()
      if (draws) lead(step, event.shiftKey ? FAR : STEP)
      else easel.current?.scene.pan(-step[0] * PAN, -step[1] * PAN)
    }
    if (event.key === 'Enter' && draws) {
      event.preventDefault()
      put(here())
      easel.current?.press(here())
    }
    if (event.key === 'Escape' && easel.current?.cancel()) event.preventDefault()
  }
  return { crosshair: at, onKeyDown, clear: () => setPlace(null) }
}

const clamp01 = (n: number): number => Math.min(1, Math.max(0, n))
