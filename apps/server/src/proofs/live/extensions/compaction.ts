import type { Extension } from '@hocuspocus/server'
import { type LiveContext, roomOf } from '../context.ts'
import type { LiveLog } from '../options.ts'

export type CompactionOptions = { compact(room: string): Promise<number>; log: LiveLog }

const MANY_ROWS = 500

/** Compacts a room when it has many journal rows, and when everybody has left it. One room at a time. */
export class Compaction implements Extension<LiveContext> {
  readonly extensionName = 'compaction'
  readonly #options: CompactionOptions
  readonly #wanted = new Set<string>()
  #running: Promise<void> | null = null
  #stopped = false

  constructor(options: CompactionOptions) {
    this.#options = options
  }

  async afterHandleMessage({ document }: { document: Parameters<typeof roomOf>[0] }): Promise<void> {
    const room = roomOf(document)
    if (room.rows < MANY_ROWS) return
    room.rows = 0
    this.#want(room.name)
  }

  async afterUnloadDocument({ documentName }: { documentName: string }): Promise<void> {
    this.#want(documentName)
  }

  /** What has begun is finished; nothing new begins. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }

  #want(room: string): void {
    if (this.#stopped) return
    this.#wanted.add(room)
    this.#running ??= this.#run()
  }

  async #run(): Promise<void> {
    for (const room of this.#wanted) {
      this.#wanted.delete(room)
      if (this.#stopped) break
      try {
        await this.#options.compact(room)
      } catch (error) {
        this.#options.log.warn({ err: error, room }, 'A room could not be compacted; its journal stays as it is.')
      }
    }
    this.#running = null
  }
}
