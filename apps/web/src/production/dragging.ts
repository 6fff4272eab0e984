import type { Place } from '@proofroom/workflow'
import type { Drag, DragStore } from './drag-store.ts'
import { type Ghost, makeGhost } from './ghost.ts'

export type Dragging = {
  store: DragStore
  /** What comes along with this card, and where it may go; null where nobody may move anything. */
  lift: (id: string) => Pick<Drag, 'ids' | 'verdicts'> | null
  drop: (to: Place) => void
  /** A finger rested on the card and went nowhere. */
  rest: (id: string) => void
}

const SLACK = 6
/** A finger that rests this long picks up; one that moves before scrolls. */
const HOLD_MS = 320
const EDGE = 56
const FASTEST = 18

/** Lets cards be dragged by mouse, pen or finger; gives back how to end it. */
export function listenForDrags(board: HTMLElement, scroller: HTMLElement, dragging: Dragging): () => void {
  let end: (() => void) | null = null
  const onDown = (event: PointerEvent) => {
    const card = event.target instanceof Element ? event.target.closest('[data-card]') : null
    if (!card || event.button !== 0 || !event.isPrimary || dragging.store.get()) return
    if (event.shiftKey || event.ctrlKey || event.metaKey) return
    end?.()
    end = waitForDrag({ event, card, board, scroller, dragging })
  }
  // Pictures would be dragged by the browser itself, and a resting finger would open its menu.
  const never = (event: Event) => event.preventDefault()
  const onMenu = (event: Event) => {
    if (event instanceof PointerEvent && event.pointerType !== 'mouse') event.preventDefault()
  }
  board.addEventListener('pointerdown', onDown)
  board.addEventListener('dragstart', never)
  board.addEventListener('contextmenu', onMenu)
  return () => {
    end?.()
    board.removeEventListener('pointerdown', onDown)
    board.removeEventListener('dragstart', never)
    board.removeEventListener('contextmenu', onMenu)
  }
}

type Begun = { event: PointerEvent; card: Element; board: HTMLElement; scroller: HTMLElement; dragging: Dragging }

/** Pressed, and not yet known whether it becomes a click, a scroll or a drag. */
function waitForDrag(begun: Begun): () => void {
  const { event, scroller } = begun
  const byTouch = event.pointerType === 'touch'
  const over = new AbortController()
  const { signal } = over
  const held: { drag: ReturnType<typeof beginDrag> } = { drag: null }
  const begin = () => {
    held.drag = beginDrag(begun)
    if (!held.drag) over.abort()
    return held.drag
  }
  const timer = byTouch ? setTimeout(begin, HOLD_MS) : undefined
  const stop = () => {
    clearTimeout(timer)
    over.abort()
  }
  const onMove = (move: PointerEvent) => {
    if (move.pointerId !== event.pointerId) return
    if (held.drag) return held.drag.move(move.clientX, move.clientY)
    if (Math.hypot(move.clientX - event.clientX, move.clientY - event.clientY) < SLACK) return
    if (byTouch) return stop()
    begin()?.move(move.clientX, move.clientY)
  }
  const finish = (cancelled: boolean) => {
    if (signal.aborted) return
    stop()
    held.drag?.end(cancelled)
  }
  addEventListener('pointermove', onMove, { signal })
  addEventListener('pointerup', () => finish(false), { signal })
  addEventListener('pointercancel', () => finish(true), { signal })
  addEventListener('blur', () => finish(true), { signal })
  addEventListener(
    'keydown',
    (press) => {
      if (press.key !== 'Escape' || !held.drag) return
      press.stopPropagation()
      finish(true)
    },
    { signal, capture: true },
  )
  // While a card is in the hand the finger does not scroll; the browser asks before it begins to.
  scroller.addEventListener('touchmove', (touch) => held.drag && touch.cancelable && touch.preventDefault(), {
    ...{ signal, passive: false },
  })
  return () => finish(true)
}

function beginDrag({ event, card, board, scroller, dragging }: Begun) {
  const { store } = dragging
  const id = card.getAttribute('data-card') ?? ''
  const lifted = dragging.lift(id)
  if (!lifted) return null
  const ghost = makeGhost(card, lifted.ids.size)
  document.documentElement.classList.add('is-dragging')
  navigator.vibrate?.(8)
  store.set({ ...lifted, by: 'pointer', isSettling: false, over: null })
  const targets = watchTargets(board)
  const at = { x: event.clientX, y: event.clientY }
  let frame = 0
  let isMoved = false
  const paint = () => {
    frame = 0
    ghost.moveTo(at.x - event.clientX, at.y - event.clientY)
    hover(store, ghost, targets.at(at.x, at.y))
    if (scrollAtEdge(scroller, at)) frame = requestAnimationFrame(paint)
  }
  return {
    move(x: number, y: number) {
      isMoved = true
      at.x = x
      at.y = y
      frame ||= requestAnimationFrame(paint)
    },
    end(cancelled: boolean) {
      cancelAnimationFrame(frame)
      if (!cancelled && isMoved) hover(store, ghost, targets.at(at.x, at.y))
      if (!cancelled && !isMoved) dragging.rest(id)
      targets.stop()
      document.documentElement.classList.remove('is-dragging')
      swallowClick()
      void letGo({ ghost, id, board, dragging, cancelled })
    },
  }
}

type LetGo = { ghost: Ghost; id: string; board: HTMLElement; dragging: Dragging; cancelled: boolean }

async function letGo({ ghost, id, board, dragging: { store, drop }, cancelled }: LetGo): Promise<void> {
  const drag = store.get()
  if (drag) store.set({ ...drag, isSettling: true, over: null })
  if (drag?.over && !cancelled) drop(drag.over)
  ghost.say(null)
  // Two frames: React has put the card where it is now, or left it where it was.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  await ghost.settle(board.querySelector(`[data-card="${CSS.escape(id)}"]`))
  store.set(null)
}

function hover(store: DragStore, ghost: Ghost, over: Place | null): void {
  const drag = store.get()
  if (!drag || drag.over === over) return
  store.set({ ...drag, over })
  ghost.say(over === null ? null : (drag.verdicts.get(over) ?? null))
}

/** Where the places are on the screen, measured once and again after something scrolled. */
function watchTargets(board: HTMLElement) {
  let known: { place: Place; box: DOMRect }[] | null = null
  const measure = () =>
    [...board.querySelectorAll<HTMLElement>('[data-drop]')].map((element) => ({
      place: element.dataset.drop ?? '',
      box: element.getBoundingClientRect(),
    }))
  const forget = () => {
    known = null
  }
  addEventListener('scroll', forget, { capture: true, passive: true })
  addEventListener('resize', forget)
  return {
    at(x: number, y: number): Place | null {
      known ??= measure()
      const inside = known.find(({ box }) => x >= box.left && x < box.right && y >= box.top && y < box.bottom)
      return inside?.place ?? null
    },
    stop() {
      removeEventListener('scroll', forget, { capture: true })
      removeEventListener('resize', forget)
    },
  }
}

/** Near an edge the board goes on under the hand. */
function scrollAtEdge(scroller: HTMLElement, { x, y }: { x: number; y: number }): boolean {
  const box = scroller.getBoundingClientRect()
  const pull = (at: number, low: number, high: number) => {
    if (at < low + EDGE) return -Math.min(1, (low + EDGE - at) / EDGE)
    return at > high - EDGE ? Math.min(1, (at - high + EDGE) / EDGE) : 0
  }
  const [left, top] = [scroller.scrollLeft, scroller.scrollTop]
  const [dx, dy] = [pull(x, box.left, box.right), pull(y, box.top, box.bottom)]
  if (dx !== 0 || dy !== 0) scroller.scrollBy(dx * FASTEST, dy * FASTEST)
  return scroller.scrollLeft !== left || scroller.scrollTop !== top
}

/** What ends a drag is no click on what lies under it. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
  }
  addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => removeEventListener('click', swallow, { capture: true }), 0)
}
