import type { Mark } from './entries.ts'

/** What an author may say, as the server knows it. Roles live in the database, never in the document. */
export type Actor = { side: 'shop' | 'customer'; canAnnotate: boolean; canResolve: boolean }
export type Actors = Readonly<Record<string, Actor>>

export type ProjectedReply = {
  ref: string
  actorId: string
  id: string
  text: string
  at: number
  editedAt: number | null
  hidden: boolean
  /** Deleted by its author after somebody pointed at it: the text is gone. */
  deleted: boolean
}

export type ProjectedLabel = { ref: string; actorId: string; label: string }

export type ProjectedThread = {
  ref: string
  actorId: string
  id: string
  page: string | null
  text: string
  at: number
  editedAt: number | null
  /** Counts marks and comments of the version from 1 by (at, ref). For display only: it may change. */
  number: number
  replies: ProjectedReply[]
  resolved: { by: string; at: number } | null
  /** Hidden from the view; snapshots show it all the same. */
  hidden: boolean
  labels: ProjectedLabel[]
  /** Deleted by its author although others had answered it: only its place and the answers are left. */
  deleted: boolean
}

/** A mark on a page; a deleted one has neither shape nor geometry any more. */
export type ProjectedAnnotation = ProjectedThread & { page: string } & (
    | (Mark & { deleted: false })
    | { deleted: true; shape: null; geometry: null }
  )

/** What people see of a version. JSON, and in the same order everywhere. */
export type Projection = {
  annotations: ProjectedAnnotation[]
  comments: ProjectedThread[]
  /** Replies to change requests, which live in the database, by request id. */
  requestReplies: Record<string, ProjectedReply[]>
}
