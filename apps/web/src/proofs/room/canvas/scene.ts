import type { PictureDto } from '@proofroom/contract'
import type { Mark, PointGeometry } from '@proofroom/proof'
import Konva from 'konva/lib/Core.js'
import { Image as KonvaImage } from 'konva/lib/shapes/Image.js'
import type { Inset } from '../canvas-props.ts'
import { handlesOf } from './marks.ts'
import { type Brush, type Painted, paintHandles, paintMark } from './paint.ts'
import { followTheme, type Palette, readPalette } from './palette.ts'
import { createPicture, type Picture } from './picture.ts'
import {
  centreOn,
  fitView,
  isInSight,
  keepInSight,
  limitScale,
  NO_INSET,
  panBy,
  type ScreenPoint,
  type Size,
  toPage,
  type View,
  zoomAround,
} from './view.ts'

const STROKE = 3.5
const STROKE_PHONE = 2.25

/** The stage and the layers that the scene paints on (Layers.tsx). */
export type SceneCanvas = { stage: Konva.Stage; picture: Konva.Layer; still: Konva.Layer; moving: Konva.Layer }

/**
 * What Konva draws: the picture, the marks that lie still, and the ones in motion, each on its own layer, so that a
 * cursor or a stroke never redraws the rest. Hit tests are ours (`hit.ts`): nothing here listens.
 */
export class Scene {
  view: View = { scale: 1, x: 0, y: 0 }
  page: Size = { width: 1, height: 1 }
  screen: Size = { width: 0, height: 0 }
  palette: Palette
  readonly #stage: Konva.Stage
  readonly #imageLayer: Konva.Layer
  readonly #stillLayer: Konva.Layer
  readonly #movingLayer: Konva.Layer
  readonly #image = new KonvaImage({ image: undefined, listening: false, perfectDrawEnabled: false })
  readonly #onView: (scene: Scene) => void
  readonly #unfollow: () => void
  #inset: Inset = NO_INSET
  /** Until somebody zooms or pans, the page stays fitted through every change of size. */
  #fitted = true
  #picture: Picture | null = null
  #ghost: Picture | null = null
  #still: readonly Painted[] = []
  #moving: readonly Painted[] = []
  #handles: { mark: Mark; colour: number } | null = null

  constructor(canvas: SceneCanvas, onView: (scene: Scene) => void) {
    this.#onView = onView
    this.#stage = canvas.stage
    this.#imageLayer = canvas.picture
    this.#stillLayer = canvas.still
    this.#movingLayer = canvas.moving
    const host = canvas.stage.container()
    this.palette = readPalette(host)
    this.#imageLayer.add(this.#image)
    this.#stillLayer.add(this.#shape(() => this.#still))
    this.#movingLayer.add(this.#shape(() => this.#moving, true))
    this.#unfollow = followTheme(() => {
      this.palette = readPalette(host)
      this.#stage.batchDraw()
    })
    // Letters drawn before the face has come would keep the system's for ever.
    void document.fonts?.ready.then(() => this.#stillLayer.batchDraw())
  }

  resize(screen: Size, inset: Inset): void {
    const sameSize = screen.width === this.screen.width && screen.height === this.screen.height
    if (sameSize && isSameInset(inset, this.#inset)) return
    this.screen = screen
    this.#inset = inset
    this.#stage.size(screen)
    if (this.#fitted) this.fit()
    else this.#look(this.view)
  }

  setPicture(picture: PictureDto): void {
    const sameSize = picture.width === this.page.width && picture.height === this.page.height
    this.page = { width: picture.width, height: picture.height }
    this.#picture = createPicture(picture, () => this.#drawImage())
    this.#drawImage()
    if (!sameSize) this.fit()
  }

  setGhost(picture: PictureDto | null): void {
    this.#ghost = picture ? createPicture(picture, () => this.#drawImage()) : null
    this.#drawImage()
  }

  setStill(marks: readonly Painted[]): void {
    this.#still = marks
    this.#stillLayer.batchDraw()
  }

  setMoving(marks: readonly Painted[], handles: { mark: Mark; colour: number } | null): void {
    this.#moving = marks
    this.#handles = handles
    this.#movingLayer.batchDraw()
  }

  // The view

  fit(): void {
    if (this.screen.width === 0) return
    this.#look(fitView(this.page, this.screen, this.#inset))
    this.#fitted = true
  }

  zoomBy(factor: number, around?: ScreenPoint): void {
    this.zoomTo(this.view.scale * factor, around)
  }

  zoomTo(scale: number, around: ScreenPoint = this.#middle()): void {
    const fitted = fitView(this.page, this.screen, this.#inset).scale
    this.#fitted = false
    this.#look(zoomAround(this.view, around, limitScale(scale, fitted)))
  }

  pan(dx: number, dy: number): void {
    this.#fitted = false
    this.#look(panBy(this.view, dx, dy))
  }

  /** Brings a place into sight; moves nothing when it is there already. */
  panTo(place: PointGeometry): void {
    if (isInSight(this.view, this.page, place, this.screen, this.#inset)) return
    this.#fitted = false
    this.#look(centreOn(this.view, this.page, place, this.screen, this.#inset))
  }

  /** What lies in the middle of the free area, where a crosshair begins. */
  centre(): PointGeometry {
    const at = toPage(this.view, this.page, this.#middle())
    return { x: Math.min(1, Math.max(0, at.x)), y: Math.min(1, Math.max(0, at.y)) }
  }

  /** What was painted goes; the stage and its layers are React's. */
  destroy(): void {
    this.#unfollow()
    for (const layer of [this.#imageLayer, this.#stillLayer, this.#movingLayer]) layer.destroyChildren()
  }

  #middle(): ScreenPoint {
    return {
      x: (this.#inset.left + this.screen.width - this.#inset.right) / 2,
      y: (this.#inset.top + this.screen.height - this.#inset.bottom) / 2,
    }
  }

  #look(view: View): void {
    this.view = keepInSight(view, this.page, this.screen)
    this.#stage.position({ x: this.view.x, y: this.view.y })
    this.#stage.scale({ x: this.view.scale, y: this.view.scale })
    this.#stage.batchDraw()
    this.#drawImage()
    this.#onView(this)
  }

  #drawImage(): void {
    const picture = this.#ghost ?? this.#picture
    const wide = this.page.width * this.view.scale * devicePixelRatio
    const image = picture?.bestFor(wide)
    // Until the other picture has come, the one on screen stays.
    if (image) this.#image.image(image)
    this.#image.size(this.page)
    this.#imageLayer.batchDraw()
  }

  #shape(marks: () => readonly Painted[], withHandles = false): Konva.Shape {
    return new Konva.Shape({
      listening: false,
      perfectDrawEnabled: false,
      sceneFunc: (context) => {
        const brush = this.#brush(context._context)
        for (const mark of marks()) paintMark(brush, mark)
        if (withHandles && this.#handles) paintHandles(brush, handlesOf(this.#handles.mark), this.#handles.colour)
      },
    })
  }

  #brush(ctx: CanvasRenderingContext2D): Brush {
    const width = this.screen.width < 700 ? STROKE_PHONE : STROKE
    return { ctx, page: this.page, scale: this.view.scale, palette: this.palette, width }
  }
}

const isSameInset = (a: Inset, b: Inset): boolean =>
  a.top === b.top && a.right === b.right && a.bottom === b.bottom && a.left === b.left
