import type { PointGeometry } from '@proofroom/proof'
import type { Inset } from '../canvas-props.ts'

/** Where the page lies on the screen: a picture pixel `p` is drawn at `p * scale + (x, y)`. */
export type View = { scale: number; x: number; y: number }
export type Size = { width: number; height: number }
export type ScreenPoint = { x: number; y: number }

export const NO_INSET: Inset = { top: 0, right: 0, bottom: 0, left: 0 }
/** Small pictures are not blown up to a blur when fitted. */
const MOST_FITTED = 2
const MOST_SCALE = 8
/** How much of the page always stays in sight. */
const IN_SIGHT = 64

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)

/** The whole page in the middle of what the chrome leaves free. */
export function fitView(page: Size, screen: Size, inset: Inset): View {
  const free = freeArea(screen, inset)
  const scale = Math.min(free.width / page.width, free.height / page.height, MOST_FITTED)
  return centred(page, scale, free)
}

/** Zooms so that what lies under `around` stays there. */
export function zoomAround(view: View, around: ScreenPoint, scale: number): View {
  const ratio = scale / view.scale
  return { scale, x: around.x - (around.x - view.x) * ratio, y: around.y - (around.y - view.y) * ratio }
}

export const panBy = (view: View, dx: number, dy: number): View => ({ ...view, x: view.x + dx, y: view.y + dy })

/** Between half the fitted size and eight screen points a picture pixel (or the fitted size, where that is more). */
export const limitScale = (scale: number, fitted: number): number =>
  clamp(scale, Math.min(fitted * 0.5, 1), Math.max(MOST_SCALE, fitted))

/** Never lets the page leave the screen. */
export function keepInSight(view: View, page: Size, screen: Size): View {
  const width = page.width * view.scale
  const height = page.height * view.scale
  return {
    scale: view.scale,
    x: clamp(view.x, Math.min(IN_SIGHT - width, 0), Math.max(screen.width - IN_SIGHT, 0)),
    y: clamp(view.y, Math.min(IN_SIGHT - height, 0), Math.max(screen.height - IN_SIGHT, 0)),
  }
}

/** Moves the view so that a place on the page lies in the middle of the free area. */
export function centreOn(view: View, page: Size, place: PointGeometry, screen: Size, inset: Inset): View {
  const free = freeArea(screen, inset)
  return {
    scale: view.scale,
    x: free.x + free.width / 2 - place.x * page.width * view.scale,
    y: free.y + free.height / 2 - place.y * page.height * view.scale,
  }
}

/** Whether a place is in the free area, with some air around it. */
export function isInSight(view: View, page: Size, place: PointGeometry, screen: Size, inset: Inset): boolean {
  const free = freeArea(screen, inset)
  const at = toScreen(view, page, place)
  const air = Math.min(48, free.width / 4, free.height / 4)
  return (
    at.x >= free.x + air &&
    at.x <= free.x + free.width - air &&
    at.y >= free.y + air &&
    at.y <= free.y + free.height - air
  )
}

export const toPage = (view: View, page: Size, at: ScreenPoint): PointGeometry => ({
  x: (at.x - view.x) / view.scale / page.width,
  y: (at.y - view.y) / view.scale / page.height,
})

export const toScreen = (view: View, page: Size, at: PointGeometry): ScreenPoint => ({
  x: at.x * page.width * view.scale + view.x,
  y: at.y * page.height * view.scale + view.y,
})

type Area = Size & ScreenPoint

function freeArea(screen: Size, inset: Inset): Area {
  return {
    x: inset.left,
    y: inset.top,
    width: Math.max(screen.width - inset.left - inset.right, 40),
    height: Math.max(screen.height - inset.top - inset.bottom, 40),
  }
}

const centred = (page: Size, scale: number, free: Area): View => ({
  scale,
  x: free.x + (free.width - page.width * scale) / 2,
  y: free.y + (free.height - page.height * scale) / 2,
})
