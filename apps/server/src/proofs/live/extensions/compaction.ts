import type { Extension } from '@hocuspocus/server'
import type { LiveContext } from '../context.ts'
import type { LiveLog } from '../options.ts'
import type { Room } from '../room.ts'

export type CompactionOptions = {
  compact(room: string): Promise<number>
  /** Gives the room a document without a past, if nobody wrote for `quietMs` and it is worth it. Compacted before. */
  renew(room: string): Promise<boolean>
  quietMs: number
  /** So many journal rows are compacted while people go on. */
  journalRows: number
  log: LiveLog
}

type Work = 'compact' | 'renew'

/** Compacts a room when it has many journal rows and when everybody has left it; renews it once it was quiet for long. */
export class Compaction implements Extension<LiveContext> {
  readonly extensionName = 'compaction'
  readonly #options: CompactionOptions
  readonly #wanted = new Map<string, Work>()
  readonly #quiet = new Map<string, NodeJS.Timeout>()
  #running: Promise<void> | null = null
  #stopped = false

  constructor(options: CompactionOptions) {
    this.#options = options
  }

  /** Something was written in the room. */
  notice(room: Room): void {
    if (room.rows < this.#options.journalRows) return
    room.rows = 0
    this.#want(room.name, 'compact')
  }

  async afterUnloadDocument({ documentName }: { documentName: string }): Promise<void> {
    // Whoever only looked at an old version may have left a room that was quiet for long.
    this.#want(documentName, 'renew')
    this.#renewLater(documentName)
  }

  /** What has begun is finished; nothing new begins. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const timer of this.#quiet.values()) clearTimeout(timer)
    await this.#running
  }

  #renewLater(room: string): void {
    if (this.#stopped) return
    clearTimeout(this.#quiet.get(room))
    const later = () => {
      this.#quiet.delete(room)
      this.#want(room, 'renew')
    }
    this.#quiet.set(room, setTimeout(later, this.#options.quietMs).unref())
  }

  #want(room: string, work: Work): void {
    if (this.#stopped) return
    this.#wanted.set(room, work)
    this.#running ??= this.#run()
  }

  /** One room at a time. */
  async #run(): Promise<void> {
    for (const [room, work] of this.#wanted) {
      this.#wanted.delete(room)
      if (this.#stopped) break
      try {
        await this.#options.compact(room)
        if (work === 'renew') await this.#options.renew(room)
      } catch (error) {
        this.#options.log.warn({ err: error, room }, 'A room could not be compacted; its journal stays as it is.')
      }
    }
    this.#running = null
  }
}
