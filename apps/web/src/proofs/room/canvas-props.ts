import type { ChangeRequestDto, PageDto, PersonDto, PictureDto } from '@proofroom/contract'
import type { Projection } from '@proofroom/proof'
import type { Ref } from 'react'
import type { PlacedMark, RoomSession, Tool } from './types.ts'

export type Inset = { top: number; right: number; bottom: number; left: number }

export type ProofCanvasControls = {
  fit(): void
  zoomIn(): void
  zoomOut(): void
  /** 1 is one picture pixel to one screen point. */
  zoomTo(scale: number): void
  /** Brings a mark (`ref`) or a request (`request:<id>`) into the middle of the free area. */
  panTo(ref: string): void
  /** Gives the keyboard to the canvas: arrow keys then lead the crosshair. */
  focus(): void
}

export type ProofCanvasProps = {
  /** Left out for a read-only snapshot; then `projection` is drawn. */
  session?: RoomSession | null
  projection?: Projection
  page: PageDto
  /** Which page of the version this is, from 0: requests are drawn by position. */
  pagePosition: number
  versionId: string
  people: readonly PersonDto[]
  /** Drawn in place as numbered pins where they did not arise on this version. */
  requests: readonly ChangeRequestDto[]
  tool: Tool
  /** A mark was placed or given up: the caller usually goes back to `select`. */
  onToolDone?(): void
  /** A mark's ref or `request:<id>`. */
  selected: string | null
  onSelect(ref: string | null): void
  /** When given, a released shape is handed over instead of added; otherwise the canvas opens its own text field. */
  onPlaced?(mark: PlacedMark): void
  /** A mark handed over and not yet added, drawn until it is. */
  placed?: PlacedMark | null
  readOnly?: boolean
  /** Chrome to keep clear when fitting. */
  inset?: Partial<Inset>
  onZoom?(scale: number): void
  /** The previous version, shown in place of this one while it is given. */
  ghost?: PictureDto | null
  /** Under the mockup on wide screens: what it is and whether it is signed. */
  slug?: React.ReactNode
  ref?: Ref<ProofCanvasControls>
}
