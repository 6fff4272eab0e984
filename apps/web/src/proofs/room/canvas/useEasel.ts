import { type RefObject, useEffect, useRef, useState } from 'react'
import { Easel, type EaselEvents } from './easel.ts'
import { type LayerRefs, useLayerRefs } from './Layers.tsx'
import type { SceneCanvas } from './scene.ts'

export type CanvasParts = {
  root: RefObject<HTMLDivElement | null>
  under: RefObject<HTMLDivElement | null>
  layers: LayerRefs
  sheet: RefObject<HTMLDivElement | null>
  cursors: RefObject<HTMLDivElement | null>
}

export function useParts(): CanvasParts {
  const root = useRef<HTMLDivElement>(null)
  const under = useRef<HTMLDivElement>(null)
  const layers = useLayerRefs()
  const sheet = useRef<HTMLDivElement>(null)
  const cursors = useRef<HTMLDivElement>(null)
  const [parts] = useState({ root, under, layers, sheet, cursors })
  return parts
}

/** One easel for the life of the component; it always calls the newest events. */
export function useEasel(parts: CanvasParts, events: () => EaselEvents): RefObject<Easel | null> {
  const easel = useRef<Easel | null>(null)
  const newest = useRef(events)
  newest.current = events
  useEffect(() => {
    const { root, layers, cursors } = parts
    const canvas = canvasOf(layers)
    if (!root.current || !canvas || !cursors.current) return
    const made = new Easel({ root: root.current, canvas, cursors: cursors.current }, () => newest.current())
    easel.current = made
    const stopSpace = holdSpace(made)
    return () => {
      stopSpace()
      made.destroy()
      easel.current = null
    }
  }, [parts])
  return easel
}

function canvasOf(refs: LayerRefs): SceneCanvas | null {
  const [stage, picture, still, moving] = [
    refs.stage.current,
    refs.picture.current,
    refs.still.current,
    refs.moving.current,
  ]
  return stage && picture && still && moving ? { stage, picture, still, moving } : null
}

const FIELDS = 'input, textarea, select, button, a, [role="dialog"], [role="menu"], [contenteditable="true"]'

/** Space moves the page while it is held, wherever the focus is but in a control. */
function holdSpace(easel: Easel): () => void {
  const down = (event: KeyboardEvent): void => {
    if (event.key !== ' ' || (event.target as Element).closest?.(FIELDS)) return
    event.preventDefault()
    easel.holdSpace(true)
  }
  const up = (event: KeyboardEvent): void => {
    if (event.key === ' ') easel.holdSpace(false)
  }
  const blur = (): void => easel.holdSpace(false)
  addEventListener('keydown', down)
  addEventListener('keyup', up)
  addEventListener('blur', blur)
  return () => {
    removeEventListener('keydown', down)
    removeEventListener('keyup', up)
    removeEventListener('blur', blur)
  }
}
