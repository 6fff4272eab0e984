import type { ScreenPoint } from './view.ts'

export type GestureTarget = {
  down(at: ScreenPoint, event: PointerEvent): void
  move(at: ScreenPoint, event: PointerEvent): void
  up(at: ScreenPoint, event: PointerEvent): void
  /** What was begun with one finger becomes a pinch, or the system took the pointer away. */
  cancel(): void
  leave(): void
  pan(dx: number, dy: number): void
  zoom(factor: number, around: ScreenPoint): void
  /** Space is held or the tool is the hand: the page is moved whatever the tool. */
  holdsPage(event: PointerEvent): boolean
}

/** Pointer events that belong to the page's own controls, not to the canvas. */
const OWN_CONTROLS = '[data-room-control]'

/**
 * One finger or the mouse goes to the tool; two fingers always pan and zoom; the middle button and a held space pan;
 * a wheel zooms around the pointer, a trackpad pans, and pinches on either zoom.
 */
export function followGestures(root: HTMLElement, target: GestureTarget): () => void {
  const fingers = new Map<number, ScreenPoint>()
  let panning: { id: number; last: ScreenPoint } | null = null
  let pinching = false

  const point = (event: MouseEvent): ScreenPoint => {
    const box = root.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const isOurs = (event: Event): boolean => !(event.target as Element).closest(OWN_CONTROLS)

  const down = (event: PointerEvent): void => {
    if (!isOurs(event)) return
    const at = point(event)
    fingers.set(event.pointerId, at)
    if (fingers.size === 2 && event.pointerType === 'touch') {
      pinching = true
      target.cancel()
      return
    }
    if (pinching || fingers.size > 1) return
    if (event.button === 1 || target.holdsPage(event)) {
      event.preventDefault()
      panning = { id: event.pointerId, last: at }
      root.setPointerCapture(event.pointerId)
      return
    }
    if (event.button !== 0) return
    const onPin = (event.target as Element).closest('button') !== null
    if (!onPin) root.setPointerCapture(event.pointerId)
    // A finger's late mouse events would take the focus from the field that its tap has just opened.
    if (!onPin && event.pointerType === 'touch') event.preventDefault()
    target.down(at, event)
  }
  const move = (event: PointerEvent) => {
    const at = point(event)
    const before = fingers.get(event.pointerId)
    if (before) fingers.set(event.pointerId, at)
    if (pinching && before) return pinch(fingers, event.pointerId, before, at, target)
    if (panning?.id === event.pointerId) {
      target.pan(at.x - panning.last.x, at.y - panning.last.y)
      panning.last = at
      return
    }
    if (!pinching && (before || isOurs(event))) target.move(at, event)
  }
  const up = (event: PointerEvent): void => {
    if (!fingers.delete(event.pointerId)) return
    const wasPinching = pinching
    if (fingers.size === 0) pinching = false
    if (panning?.id === event.pointerId) panning = null
    else if (!wasPinching) target.up(point(event), event)
  }
  const cancel = (event: PointerEvent): void => {
    if (!fingers.delete(event.pointerId)) return
    if (fingers.size === 0) pinching = false
    panning = null
    target.cancel()
  }
  const wheel = (event: WheelEvent) => {
    if (!isOurs(event)) return
    event.preventDefault()
    if (event.ctrlKey || event.metaKey || isMouseWheel(event)) {
      const strength = event.ctrlKey && !isMouseWheel(event) ? 0.01 : 0.0015
      return target.zoom(Math.exp(-pixels(event) * strength), point(event))
    }
    target.pan(-event.deltaX, -event.deltaY)
  }
  const leave = (event: PointerEvent): void => {
    if (!fingers.has(event.pointerId)) target.leave()
  }
  const noMenuOnMiddle = (event: MouseEvent): void => {
    if (event.button === 1) event.preventDefault()
  }

  root.addEventListener('pointerdown', down)
  root.addEventListener('pointermove', move)
  root.addEventListener('pointerup', up)
  root.addEventListener('pointercancel', cancel)
  root.addEventListener('pointerleave', leave)
  root.addEventListener('mousedown', noMenuOnMiddle)
  root.addEventListener('wheel', wheel, { passive: false })
  return () => {
    root.removeEventListener('pointerdown', down)
    root.removeEventListener('pointermove', move)
    root.removeEventListener('pointerup', up)
    root.removeEventListener('pointercancel', cancel)
    root.removeEventListener('pointerleave', leave)
    root.removeEventListener('mousedown', noMenuOnMiddle)
    root.removeEventListener('wheel', wheel)
  }
}

/** Two fingers: their middle pans, their distance zooms. */
function pinch(
  fingers: ReadonlyMap<number, ScreenPoint>,
  moved: number,
  before: ScreenPoint,
  now: ScreenPoint,
  target: GestureTarget,
) {
  const other = [...fingers].find(([id]) => id !== moved)?.[1]
  if (!other) return
  target.pan((now.x - before.x) / 2, (now.y - before.y) / 2)
  const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }
  const spread =
    Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y))
  if (Number.isFinite(spread) && spread > 0) target.zoom(spread, middle)
}

/** Mice tell whole, large, upright steps; trackpads small ones in both directions. */
const isMouseWheel = (event: WheelEvent): boolean =>
  event.deltaMode !== 0 || (event.deltaX === 0 && Math.abs(event.deltaY) >= 50 && Number.isInteger(event.deltaY))

const pixels = (event: WheelEvent): number => event.deltaY * (event.deltaMode === 1 ? 24 : 1)
