export type { Inset, ProofCanvasControls, ProofCanvasProps } from './canvas-props.ts'
export { draftPage } from './live/drafts.ts'
export { openRoom } from './live/session.ts'
export { ProofCanvas } from './ProofCanvas.tsx'
export { type ThreadItem, threadsOf } from './threads.ts'
export type {
  Cursor,
  Draft,
  Drawing,
  Ended,
  PlacedMark,
  Presence,
  RoomOptions,
  RoomSession,
  SaveState,
  Tool,
} from './types.ts'
