export { announceClosed } from './announce.ts'
export { CLOSE } from './close-codes.ts'
export type { Grant } from './grant.ts'
export { createLive, type Live } from './live.ts'
export type { Histogram, LiveMetrics } from './metrics.ts'
export { LIVE_LIMITS, type LiveLimits, type LiveLog, type LiveOptions, type LiveViolation } from './options.ts'
export { roomName } from './room-name.ts'
export { createRoom, type NewRoom } from './rooms.ts'
export {
  newerThan,
  projectRoom,
  RoomDamaged,
  type RoomProjection,
  type RoomSnapshot,
  roomSnapshot,
} from './snapshot.ts'
export { issueTicket, type NewTicket } from './tickets.ts'
