import { setTimeout as pause } from 'node:timers/promises'
import { CLIENT_OPTIONS } from '@proofroom/db'
import postgres from 'postgres'
import type { LiveLog } from './options.ts'

export type ListenOptions = {
  url: string
  log: LiveLog
  channel: string
  onPayload(payload: string): void
  /** The listener was away for a moment: what was said meanwhile is lost. */
  onGap(): Promise<void>
}

const RETRY_MS = 500

export type Listening = { ready: Promise<unknown>; stop(): Promise<void> }

/**
 * Hears what any process announces. postgres.js listens again by itself when the connection was lost, but to one channel
 * a client only: with two it opens two sockets for one connection and writes to neither.
 */
export function listen({ url, log, channel, onPayload, onGap }: ListenOptions): Listening {
  const sql = postgres(url, { ...CLIENT_OPTIONS, connection: { application_name: 'proofroom-listen' } })
  let listenedBefore = false
  let stopped = false
  async function mendGap(): Promise<void> {
    for (let mended = false; !mended && !stopped; ) {
      mended = await onGap().then(
        () => true,
        async (error) => {
          log.warn({ err: error, channel }, 'What was missed could not be looked up; trying once more.')
          await pause(RETRY_MS)
          return false
        },
      )
    }
  }
  const subscribe = () =>
    sql.listen(channel, onPayload, () => {
      if (listenedBefore) void mendGap()
      listenedBefore = true
    })
  async function persist(): Promise<Awaited<ReturnType<typeof subscribe>>> {
    for (;;) {
      try {
        return await subscribe()
      } catch (error) {
        if (stopped) throw error
        log.warn({ err: error, channel }, 'Announcements are not heard yet; trying again.')
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
      await sql.end({ timeout: 1 })
    },
  }
}
