import type { PageDto } from '@proofroom/contract'
import type { Mark, PointGeometry } from '@proofroom/proof'
import type { Inset } from '../canvas-props.ts'
import type { Presence, Tool } from '../types.ts'
import { createCursors } from './cursors.ts'
import { followGestures } from './gestures.ts'
import { hitAt } from './hit.ts'
import type { Painted } from './paint.ts'
import { Scene, type SceneCanvas } from './scene.ts'
import { idle } from './tools/idle.ts'
import { createMachine, type Hand, type Hit, type Pointer } from './tools/machine.ts'
import { NO_INSET, type ScreenPoint, toPage, toScreen } from './view.ts'

/** A mark as the easel knows it: what is painted, and whose it is. */
export type EaselMark = Painted & { key: string; own: boolean; done: boolean }

export type EaselState = {
  page: PageDto
  marks: readonly EaselMark[]
  selected: string | null
  tool: Tool
  canDraw: boolean
  /** The colour of what this person draws. */
  colour: number
  /** Handed over and not added yet. */
  placed: Mark | null
}

export type EaselEvents = {
  onView(scene: Scene): void
  onSelect(ref: string | null): void
  onPlace(mark: Mark): void
  onChange(ref: string, mark: Mark): void
  onDrawing(mark: Mark | null): void
  onPoint(at: PointGeometry | null): void
}

export type EaselParts = { root: HTMLElement; canvas: SceneCanvas; cursors: HTMLElement }

/** The canvas without React: gestures in, tools in the middle, the scene out. */
export class Easel {
  readonly scene: Scene
  readonly #parts: EaselParts
  readonly #events: () => EaselEvents
  readonly #machine
  readonly #cursors
  readonly #observer: ResizeObserver
  readonly #stopGestures: () => void
  #state: EaselState | null = null
  #inset: Inset = NO_INSET
  #preview: Mark | null = null
  #dragged: { ref: string; mark: Mark } | null = null
  #others: readonly Presence[] = []
  #underHand: Element | null = null
  #spaceHeld = false

  constructor(parts: EaselParts, events: () => EaselEvents) {
    this.#parts = parts
    this.#events = events
    this.scene = new Scene(parts.canvas, (scene) => this.#events().onView(scene))
    this.#cursors = createCursors(parts.cursors)
    this.#machine = createMachine(() => this.#hand(), idle)
    this.#stopGestures = followGestures(parts.root, {
      down: (at, event) => {
        this.#underHand = (event.target as Element).closest('[data-pin]')
        this.#machine.down(this.#pointer(at, event))
      },
      move: (at, event) => {
        const pointer = this.#pointer(at, event)
        this.#machine.move(pointer)
        this.#events().onPoint(pointer.at)
      },
      up: (at, event) => {
        this.#machine.up(this.#pointer(at, event))
        this.#underHand = null
        if (event.pointerType === 'touch') this.#events().onPoint(null)
      },
      cancel: () => this.#machine.cancel(),
      leave: () => this.#events().onPoint(null),
      pan: (dx, dy) => this.scene.pan(dx, dy),
      zoom: (factor, around) => this.scene.zoomBy(factor, around),
      holdsPage: () => this.#spaceHeld,
    })
    this.#observer = new ResizeObserver(() => this.#measure())
    this.#observer.observe(parts.root)
    this.#measure()
  }

  update(state: EaselState): void {
    const before = this.#state
    this.#state = state
    if (before && (before.tool !== state.tool || before.canDraw !== state.canDraw)) this.#machine.cancel()
    if (before?.page.picture.preview !== state.page.picture.preview) this.scene.setPicture(state.page.picture)
    this.#paint()
    this.#showOthers()
  }

  setInset(inset: Inset): void {
    this.#inset = inset
    this.#measure()
  }

  setOthers(others: readonly Presence[]): void {
    const drew = this.#others.some((one) => one.drawing)
    this.#others = others
    this.#showOthers()
    if (drew || others.some((one) => one.drawing)) this.#paintMoving()
  }

  holdSpace(held: boolean): void {
    this.#spaceHeld = held
  }

  /** Escape: true when something begun was given up. */
  cancel(): boolean {
    return this.#machine.cancel()
  }

  /** The keyboard's hand: the same tools, led by a crosshair. */
  press(at: PointGeometry): void {
    const pointer = this.#pointerAt(at)
    if (this.#machine.state() === 'idle') {
      this.#machine.down(pointer)
      const tool = this.#state?.tool
      if (tool === 'comment' || tool === 'text') this.#machine.up(pointer)
    } else this.#machine.up(pointer)
  }

  lead(at: PointGeometry): void {
    this.#machine.move(this.#pointerAt(at))
  }

  destroy(): void {
    this.#observer.disconnect()
    this.#stopGestures()
    this.scene.destroy()
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.#parts.root
    if (width > 0 && height > 0) this.scene.resize({ width, height }, this.#inset)
  }

  #pointer(at: ScreenPoint, event: PointerEvent): Pointer {
    const { x, y } = at
    return {
      at: toPage(this.scene.view, this.scene.page, at),
      x,
      y,
      shift: event.shiftKey,
      touch: event.pointerType === 'touch',
    }
  }

  #pointerAt(at: PointGeometry): Pointer {
    return { at, ...toScreen(this.scene.view, this.scene.page, at), shift: false, touch: false }
  }

  #hand(): Hand {
    const { scene } = this
    const { page, view } = scene
    const events = this.#events()
    return {
      tool: this.#state?.tool ?? 'hand',
      canDraw: this.#state?.canDraw ?? false,
      distance: (a, b) => Math.hypot((a.x - b.x) * page.width, (a.y - b.y) * page.height) * view.scale,
      squared: (from, to) => squared(from, to, page, this.#state?.tool ?? 'rectangle'),
      hit: (pointer) => this.#hit(pointer),
      preview: (mark) => {
        this.#preview = mark
        events.onDrawing(mark)
        this.#paintMoving()
      },
      place: (mark) => events.onPlace(mark),
      drag: (ref, mark) => {
        this.#dragged = mark ? { ref, mark } : null
        this.#dragPin(ref, mark)
        this.#paint()
      },
      change: (ref, mark) => {
        this.#dragged = null
        this.#dragPin(ref, null)
        events.onChange(ref, mark)
        this.#paint()
      },
      select: (ref) => events.onSelect(ref),
      pan: (dx, dy) => scene.pan(dx, dy),
    }
  }

  /** A pin is a button: what the hand is on tells which. */
  #hit(pointer: Pointer): Hit | null {
    const state = this.#state
    if (!state) return null
    const key = this.#underHand?.getAttribute('data-pin')
    const pinned = key ? state.marks.find((one) => one.key === key) : undefined
    if (pinned) return { ref: pinned.key, own: pinned.own && state.canDraw ? pinned.mark : null, handle: null }
    if (key) return { ref: key, own: null, handle: null }
    const marks = state.marks.map((one) => ({ ...one, own: one.own && state.canDraw }))
    return hitAt(
      { marks, selected: state.selected, page: this.scene.page, scale: this.scene.view.scale },
      pointer.at,
      pointer.touch,
    )
  }

  /** A pin that is dragged follows at once; React puts it where the edit says. */
  #dragPin(ref: string, mark: Mark | null): void {
    const pin = [...this.#parts.root.querySelectorAll<HTMLElement>('[data-pin]')].find((one) => one.dataset.pin === ref)
    const still = this.#state?.marks.find((one) => one.key === ref)?.mark
    if (!pin || !still) return
    this.#events().onView(this.scene)
    pin.style.visibility = mark && mark.shape !== 'pin' && mark.shape !== 'text' ? 'hidden' : ''
    if (mark && (mark.shape === 'pin' || mark.shape === 'text')) {
      pin.style.left = `${mark.geometry.x * 100}%`
      pin.style.top = `${mark.geometry.y * 100}%`
    }
  }

  #paint(): void {
    const state = this.#state
    if (!state) return
    const moving = this.#dragged?.ref ?? state.selected
    this.scene.setStill(state.marks.filter((one) => one.key !== moving && !one.done))
    this.#paintMoving()
  }

  #paintMoving(): void {
    const state = this.#state
    if (!state) return
    const moving: Painted[] = []
    const key = this.#dragged?.ref ?? state.selected
    const chosen = state.marks.find((one) => one.key === key)
    const mark = this.#dragged?.mark ?? chosen?.mark
    if (chosen && mark) moving.push({ ...chosen, mark, selected: true })
    for (const { drawing, colour } of this.#others)
      if (drawing?.page === state.page.id) moving.push({ mark: drawing as Mark, colour, text: '', selected: false })
    for (const own of [state.placed, this.#preview])
      if (own) moving.push({ mark: own, colour: state.colour, text: '', selected: false })
    const handles =
      chosen?.own && state.canDraw && state.tool === 'select' && mark ? { mark, colour: chosen.colour } : null
    this.scene.setMoving(moving, handles)
  }

  #showOthers(): void {
    if (this.#state) this.#cursors.show(this.#others, this.#state.page.id)
  }
}

/** With shift: a square or circle for boxes, eighths of a turn for lines, as they look on the screen. */
function squared(
  from: PointGeometry,
  to: PointGeometry,
  page: { width: number; height: number },
  tool: Tool,
): PointGeometry {
  const dx = (to.x - from.x) * page.width
  const dy = (to.y - from.y) * page.height
  if (tool === 'arrow' || tool === 'line') {
    const eighth = Math.PI / 4
    const turn = Math.round(Math.atan2(dy, dx) / eighth) * eighth
    const length = Math.hypot(dx, dy)
    return { x: from.x + (length * Math.cos(turn)) / page.width, y: from.y + (length * Math.sin(turn)) / page.height }
  }
  const side = Math.max(Math.abs(dx), Math.abs(dy))
  return { x: from.x + (Math.sign(dx) * side) / page.width, y: from.y + (Math.sign(dy) * side) / page.height }
}
