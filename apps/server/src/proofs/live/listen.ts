import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { CLIENT_OPTIONS } from '@proofroom/db'
import postgres, { type Sql } from 'postgres'
import type { LiveLog } from './options.ts'

export type ListenOptions = {
  url: string
  log: LiveLog
  channel: string
  onPayload(payload: string): void
  /** The listener was away for a moment: what was said meanwhile is lost. */
  onGap(): Promise<void>
  /** How often it listens for itself. */
  pulseMs?: number
}

const RETRY_MS = 500
const PULSE_MS = 4_000
/** No announcement begins so. */
const PULSE = 'pulse '

export type Listening = { ready: Promise<unknown>; stop(): Promise<void> }

/** Hears what any process announces. */
export function listen(options: ListenOptions): Listening {
  const listener = new Listener(options)
  return { ready: listener.ready, stop: () => listener.stop() }
}

/**
 * postgres.js listens again by itself when the connection was lost, but to one channel a client only: with two it opens
 * two sockets for one connection and writes to neither. Of a connection that is dead without having been closed nobody
 * hears anything, so it announces its own pulse: an ear that does not hear it is given up for another one, and until
 * that hears, what may have been said is looked up at every beat.
 */
class Listener {
  readonly ready: Promise<unknown>
  readonly #options: ListenOptions
  readonly #beat: NodeJS.Timeout
  readonly #me = randomBytes(6).toString('hex')
  #sql: Sql
  #listenedBefore = false
  #stopped = false
  /** Announced, and not heard yet. */
  #unheard = false
  /** Since there was none to mend. */
  #gaps = 0

  constructor(options: ListenOptions) {
    this.#options = options
    this.#sql = this.#open()
    this.ready = this.#persist(this.#sql)
    // Whoever awaits `ready` hears of it; nobody may be waiting.
    this.ready.catch(() => {})
    this.#beat = setInterval(() => this.#pulse(), options.pulseMs ?? PULSE_MS)
    this.#beat.unref()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#beat)
    await this.#sql.end({ timeout: 1 })
  }

  #open(): Sql {
    const connection = { application_name: 'proofroom-listen', synchronous_commit: 'off' }
    return postgres(this.#options.url, { ...CLIENT_OPTIONS, max: 1, connection })
  }

  #pulse(): void {
    const { channel, log } = this.#options
    if (this.#unheard && this.#listenedBefore) {
      log.warn({ channel }, 'Announcements are not heard any more; listening anew.')
      this.#sql.end({ timeout: 0 }).catch(() => {})
      this.#sql = this.#open()
      this.#persist(this.#sql).catch(() => {})
      void this.#mendGap()
    }
    this.#unheard = true
    this.#sql.notify(channel, `${PULSE}${this.#me}`).catch(() => {})
  }

  #heard(payload: string): void {
    if (!payload.startsWith(PULSE)) this.#options.onPayload(payload)
    else if (payload.endsWith(this.#me)) this.#unheard = false
  }

  async #persist(sql: Sql): Promise<void> {
    const { channel, log } = this.#options
    const onListening = () => {
      if (this.#listenedBefore) void this.#mendGap()
      this.#listenedBefore = true
      this.#unheard = false
    }
    for (;;) {
      try {
        await sql.listen(channel, (payload) => this.#heard(payload), onListening)
        return
      } catch (error) {
        if (this.#stopped || sql !== this.#sql) throw error
        log.warn({ err: error, channel }, 'Announcements are not heard yet; trying again.')
        await pause(RETRY_MS)
      }
    }
  }

  async #mendGap(): Promise<void> {
    const { channel, log, onGap } = this.#options
    // What is being read may have been read before this gap was over.
    this.#gaps++
    if (this.#gaps > 1) return
    for (let seen = 0; seen < this.#gaps && !this.#stopped; ) {
      const before = this.#gaps
      const mended = await onGap().then(
        () => true,
        async (error) => {
          log.warn({ err: error, channel }, 'What was missed could not be looked up; trying once more.')
          await pause(RETRY_MS)
          return false
        },
      )
      if (mended) seen = before
    }
    this.#gaps = 0
  }
}
