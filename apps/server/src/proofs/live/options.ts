import type { IncomingMessage } from 'node:http'
import type { Database } from '@proofroom/db'

/**
 * A refused update, ticket or frame, for the security log. Ids and a code only, never content. Who and where is null for
 * somebody who was not let in.
 */
export type LiveViolation = { room: string | null; shopId: string | null; actorId: string | null; code: string }

export type LiveLog = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
  /** Where both are there and the level is on, every edit is followed; see trace.ts. */
  debug?(fields: object, message: string): void
  isLevelEnabled?(level: string): boolean
}

export type LiveLimits = {
  /** Open sockets of one network address. */
  socketsPerAddress: number
  /** New sockets of one network address in a minute. */
  upgradesPerMinute: number
  /** Sync and presence frames of one socket a second; more are read later, not refused. */
  framesPerSecond: number
  bytesPerSecond: number
  /** What may wait to be sent to one reader before it is cut. */
  bufferedBytes: number
  /** Journal rows of a room that people are in before they are compacted: it costs the room a moment, each row an opening a little. */
  journalRows: number
  /** How long an edit may wait for the database. */
  appendMs: number
  /** How long one question to the database may take. */
  answerMs: number
}

export type BusTimes = {
  /** How often open rooms are compared with the journal, and other processes hear that this one is there. */
  sweepMs: number
  /** After how long without a word another process counts as dead: its people's cursors go. */
  silentMs: number
}

export const BUS_TIMES: BusTimes = { sweepMs: 3_000, silentMs: 10_000 }

export const QUIET_MS = 10 * 60_000

export const LIVE_LIMITS: LiveLimits = {
  socketsPerAddress: 500,
  upgradesPerMinute: 1_200,
  framesPerSecond: 300,
  bytesPerSecond: 2 * 1024 * 1024,
  bufferedBytes: 4 * 1024 * 1024,
  journalRows: 4_000,
  appendMs: 20_000,
  answerMs: 8_000,
}

export type LiveOptions = {
  database: Pick<Database, 'sql' | 'db' | 'url'>
  log: LiveLog
  /** Whether a page with this Origin header (absent: a program) may open a socket on this Host. */
  isOwnOrigin(origin: string | undefined, host: string | undefined): boolean
  /** The client's network address; behind proxies only the platform knows it. */
  addressOf?(request: IncomingMessage): string
  now?(): Date
  onViolation?(violation: LiveViolation): void
  limits?: Partial<LiveLimits>
  bus?: Partial<BusTimes>
  /** How long nobody may have written before a room is given a document without a past. */
  quietMs?: number
}
