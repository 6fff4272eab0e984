export { canonicalJson } from './canonical-json.ts'
export { type CheckedEntry, checkEntry, type EntryProblem } from './check-entry.ts'
export {
  type AnnotationEntry,
  type BoxGeometry,
  type CommentEntry,
  type Entry,
  type EntryKind,
  entryRef,
  type Geometry,
  type HideEntry,
  isId,
  type LabelEntry,
  LIMITS,
  type Mark,
  newEntryId,
  type ParsedRef,
  type PointGeometry,
  parseRef,
  type ReplyEntry,
  type ResolveEntry,
  requestRef,
  rootActor,
  rootName,
  type SegmentGeometry,
  type Shape,
  type StrokeGeometry,
  type TombstoneEntry,
} from './entries.ts'
export { normaliseBox, round4, simplify, strokePoints } from './geometry.ts'
export { createProjection, type LiveProjection } from './live-projection.ts'
export { project } from './project.ts'
export type {
  Actor,
  Actors,
  ProjectedAnnotation,
  ProjectedLabel,
  ProjectedReply,
  ProjectedThread,
  Projection,
} from './projection.ts'
export { type MarkCopy, marksOf, refsOf } from './refs.ts'
export {
  addEntry,
  addLabel,
  authorOrigin,
  type Carried,
  carryIn,
  createUndo,
  deleteEntry,
  type EntryChange,
  EntryError,
  editEntry,
  type NewEntry,
  readEntry,
  reply,
  setHidden,
  setResolved,
} from './write.ts'
