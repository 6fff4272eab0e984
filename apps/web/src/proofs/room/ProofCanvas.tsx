import type { ProofCanvasProps } from './canvas-props.ts'

export function ProofCanvas(_: ProofCanvasProps) {
  return <div className="room-canvas" />
}
