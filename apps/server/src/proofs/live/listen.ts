import type { Database } from '@proofroom/db'
import { type Announcement, CHANNEL } from './announce.ts'
import type { LiveLog } from './options.ts'

export type ListenOptions = {
  sql: Database['sql']
  log: LiveLog
  onAnnouncement(announcement: Announcement): void
  /** The listener was away for a moment: what was said meanwhile is lost. */
  onGap(): Promise<void>
}

export type Listening = { ready: Promise<unknown>; stop(): Promise<void> }

/** Hears what any process announces. postgres.js listens again by itself when the connection was lost. */
export function listen({ sql, log, onAnnouncement, onGap }: ListenOptions): Listening {
  let listenedBefore = false
  const subscription = sql.listen(
    CHANNEL,
    (payload) => onAnnouncement(JSON.parse(payload) as Announcement),
    () => {
      if (listenedBefore) onGap().catch((error) => log.error({ err: error }, 'Access could not be checked again.'))
      listenedBefore = true
    },
  )
  // Whoever awaits `ready` hears of a failure; nobody may be waiting yet.
  subscription.catch(() => {})
  return {
    ready: subscription,
    async stop() {
      await subscription.then(({ unlisten }) => unlisten()).catch(() => {})
    },
  }
}
