import type { TempFile } from '../../platform/files/index.ts'

export type PageMediaType = 'image/png' | 'image/jpeg' | 'image/webp' | 'image/avif' | 'image/svg+xml'

/** What the sender claims about the file. Used for wording only, never for deciding what it is. */
export interface PageSource {
  declaredName?: string
  declaredType?: string
  /** Called as soon as there is something to look at, well before the page is done. */
  onPreview?: (preview: Rendition) => void
  signal?: AbortSignal
}

/** A WebP made by us: upright, sRGB, without metadata. A temp file until the store adopts it. */
export interface Rendition extends TempFile {
  mediaType: 'image/webp'
  width: number
  height: number
}

/** One page, ready to be kept. The renditions' temp files are the caller's: adopt them, then `discard()` the rest. */
export interface IngestedPage {
  /** What the original really is, by its content. */
  mediaType: PageMediaType
  /** The original's own size in pixels, upright; for an SVG, its intrinsic size. */
  width: number
  height: number
  hasAlpha: boolean
  /** What is looked at and signed: long edge up to 4096. Its hash goes into the version's content hash. */
  shown: Rendition
  /** Long edge up to 1600. */
  preview: Rendition
  /** Long edge up to 320. */
  thumb: Rendition
  discard(): Promise<void>
}
