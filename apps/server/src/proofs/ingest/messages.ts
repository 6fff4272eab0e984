import type { PageMediaType } from './page.ts'

/** What goes between the server and a reader process. Paths go one way only: the reader never names a file. */
export interface Task {
  id: number
  path: string
  /** An empty directory of this task's own; the reader writes the three renditions into it under their names. */
  outDir: string
  declaredName?: string
  declaredType?: string
  pixelLimit: number
  /** Bytes of the whole reader process. */
  memoryLimit: number
}

export type RenditionName = 'shown' | 'preview' | 'thumb'

export interface Drawn {
  width: number
  height: number
}

export interface Done {
  mediaType: PageMediaType
  width: number
  height: number
  hasAlpha: boolean
  drawn: Record<RenditionName, Drawn>
}

export type Report = { id: number } & (
  | { kind: 'preview'; preview: Drawn }
  | { kind: 'done'; done: Done }
  | { kind: 'refused'; code: string; status: number; sentence: string }
  /** Memory is running out: the reader asks to be ended. */
  | { kind: 'too heavy' }
)

export const fileOf = (name: RenditionName) => `${name}.webp`
