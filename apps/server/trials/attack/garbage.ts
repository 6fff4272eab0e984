import { authFrame, syncFrame } from './frames.ts'

/** Bytes that begin like a frame for the room, or like nothing. */
export function garbage(room: string, random: () => number): Uint8Array {
  const below = (n: number) => Math.floor(random() * n)
  const noise = Uint8Array.from({ length: 1 + below(60) }, () => below(256))
  if (below(2)) return noise
  const whole = below(2) ? syncFrame(room, 'update', noise) : authFrame(room, 'x')
  return whole.subarray(0, whole.length - below(8))
}
