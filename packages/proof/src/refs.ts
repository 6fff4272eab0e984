import type { Geometry, Shape } from './entries.ts'
import type { Projection } from './projection.ts'

/** Everything that was said, by reference: what a signer declares to have seen. Deleted words are not part of it. */
export function refsOf(projection: Projection): string[] {
  const threads = [...projection.annotations, ...projection.comments]
  const replies = [...threads.flatMap((thread) => thread.replies), ...Object.values(projection.requestReplies).flat()]
  return [...threads, ...replies].filter((said) => !said.deleted).map((said) => said.ref)
}

/** A mark or comment as it may become a change request. */
export type MarkCopy = {
  ref: string
  actorId: string
  page: string | null
  shape: Shape | null
  geometry: Geometry | null
  text: string
}

/** What can be asked for as a change: every mark and comment that still stands. */
export function marksOf(projection: Projection): MarkCopy[] {
  const marks = projection.annotations.flatMap((mark) =>
    mark.deleted ? [] : [copy(mark, { shape: mark.shape, geometry: mark.geometry })],
  )
  const comments = projection.comments.filter((comment) => !comment.deleted)
  return [...marks, ...comments.map((comment) => copy(comment, { shape: null, geometry: null }))]
}

const copy = (
  { ref, actorId, page, text }: Pick<MarkCopy, 'ref' | 'actorId' | 'page' | 'text'>,
  drawn: Pick<MarkCopy, 'shape' | 'geometry'>,
): MarkCopy => ({ ref, actorId, page, text, ...drawn })
