import type { RoomOptions, RoomSession } from './types.ts'

export function openRoom(_: RoomOptions): RoomSession {
  throw new Error('The room is still being built')
}
