import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '@proofroom/db'
import { ACCESS_CHANNEL, type Announcement } from './announce.ts'
import type { LiveLog } from './options.ts'

export type ListenOptions = {
  sql: Database['sql']
  log: LiveLog
  onAnnouncement(announcement: Announcement): void
  /** The listener was away for a moment: what was said meanwhile is lost. */
  onGap(): Promise<void>
}

const RETRY_MS = 500

export type Listening = { ready: Promise<unknown>; stop(): Promise<void> }

/** Hears what any process announces. postgres.js listens again by itself when the connection was lost. */
export function listen({ sql, log, onAnnouncement, onGap }: ListenOptions): Listening {
  let listenedBefore = false
  let stopped = false
  async function mendGap(): Promise<void> {
    for (let mended = false; !mended && !stopped; ) {
      mended = await onGap().then(
        () => true,
        async (error) => {
          log.warn({ err: error }, 'Access could not be checked again; trying once more.')
          await pause(RETRY_MS)
          return false
        },
      )
    }
  }
  const subscribe = () =>
    sql.listen(
      ACCESS_CHANNEL,
      (payload) => onAnnouncement(JSON.parse(payload) as Announcement),
      () => {
        if (listenedBefore) void mendGap()
        listenedBefore = true
      },
    )
  async function persist(): Promise<Awaited<ReturnType<typeof subscribe>>> {
    for (;;) {
      try {
        return await subscribe()
      } catch (error) {
        if (stopped) throw error
        log.warn({ err: error }, 'Announcements are not heard yet; trying again.')
        await pause(RETRY_MS)
      }
    }
  }
  const subscription = persist()
  // Whoever awaits `ready` hears of it; nobody may be waiting.
  subscription.catch(() => {})
  return {
    ready: subscription,
    async stop() {
      stopped = true
      await subscription.then(({ unlisten }) => unlisten()).catch(() => {})
    },
  }
}
