import type { Sql } from 'postgres'
import { answered } from '../answered.ts'
import { CLOSE, Refused } from '../close-codes.ts'
import { type Counters, observe } from '../metrics.ts'
import type { LiveLog } from '../options.ts'
import { type Edit, insertIntoOpenRooms, isBoundMeanwhile, isStolen, placeOf, standingOf } from './insert.ts'
import { isTransient, pause } from './transient.ts'

type Waiting = { edit: Edit; since: number; deadline: number; resolve(seq: string): void; reject(reason: Error): void }

export type JournalOptions = {
  sql: Sql
  log: LiveLog
  counters: Counters
  appendMs: number
  answerMs: number
  /** What other processes know this one by; null while there is none. */
  announcer(): string | null
}

const BATCH_EDITS = 200
const BATCH_BYTES = 8 * 1024 * 1024
const RETRY_MS = 100
const LOCKED_MS = 20

/**
 * Group commit: while one statement is under way, the edits of all rooms gather for the next. `append` resolves after
 * COMMIT and not before.
 */
export class Journal {
  readonly #options: JournalOptions
  #waiting: Waiting[] = []
  /** Rooms whose row is held by somebody (a decision, mostly): kept out of the others' way. */
  readonly #apart = new Map<string, Waiting[]>()
  #busy = false
  /** In the order in which they came. */
  readonly #open = new Set<number>()
  #last = 0
  /** The last attempt failed: said once, not at every attempt. */
  #away = false

  constructor(options: JournalOptions) {
    this.#options = options
  }

  /** Edits that are neither written nor refused yet. */
  get queue(): number {
    return this.#open.size
  }

  /** How long the oldest of them has waited; 0 when there is none. */
  get queueAgeMs(): number {
    const [oldest] = this.#open
    return oldest === undefined ? 0 : performance.now() - oldest
  }

  /**
   * The row's number. Rejects with `Refused`: a client id is another's, the room is closed, the sender's access ended, or
   * the database did not answer in time.
   */
  async append(edit: Edit): Promise<string> {
    // Two may come in one moment: each is told from the other by a little more than nothing.
    const since = Math.max(performance.now(), this.#last + 1e-6)
    this.#last = since
    this.#open.add(since)
    try {
      return await this.#written(edit, since)
    } finally {
      this.#open.delete(since)
    }
  }

  #written(edit: Edit, since: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const waiting = { edit, since, deadline: since + this.#options.appendMs, resolve, reject }
      const apart = this.#apart.get(edit.room)
      if (apart) apart.push(waiting)
      else this.#waiting.push(waiting)
      if (!this.#busy) void this.#drain()
    })
  }

  async #drain(): Promise<void> {
    this.#busy = true
    while (this.#waiting.length > 0) await this.#commit(this.#take())
    this.#busy = false
  }

  #take(): Waiting[] {
    let bytes = 0
    let count = 0
    for (const { edit } of this.#waiting) {
      bytes += edit.payload.length
      if (count > 0 && (count === BATCH_EDITS || bytes > BATCH_BYTES)) break
      count++
    }
    return stillWanted(this.#waiting.splice(0, count))
  }

  async #commit(batch: Waiting[]): Promise<void> {
    if (batch.length === 0) return
    try {
      const missing = await this.#insert(batch)
      for (const room of new Set(missing.map(({ edit }) => edit.room))) {
        this.#setApart(
          room,
          missing.filter(({ edit }) => edit.room === room),
        )
      }
    } catch (error) {
      if (!isTransient(error)) return this.#singleOut(batch, error)
      if (!this.#away) this.#options.log.warn({ err: error }, 'The journal cannot be written; trying again.')
      this.#away = true
      this.#waiting.unshift(...batch)
      await pause(RETRY_MS)
      this.#waiting = stillWanted(this.#waiting)
    }
  }

  /** Something in the batch can never be written: the rooms are tried one by one, so that it hits only its own. */
  #singleOut(batch: Waiting[], error: unknown): void {
    const rooms = new Set(batch.map(({ edit }) => edit.room))
    this.#options.log.error({ err: error, rooms: [...rooms] }, 'A batch was refused by the database.')
    for (const room of rooms)
      this.#setApart(
        room,
        batch.filter(({ edit }) => edit.room === room),
      )
  }

  #setApart(room: string, edits: Waiting[]): void {
    const apart = this.#apart.get(room)
    if (apart) {
      apart.push(...edits)
      return
    }
    this.#apart.set(room, edits)
    void this.#tryAlone(room)
  }

  async #tryAlone(room: string): Promise<void> {
    for (;;) {
      const edits = stillWanted(this.#apart.get(room) ?? [])
      if (edits.length === 0) break
      this.#apart.set(room, [])
      this.#apart.set(room, [...(await this.#attempt(room, edits)), ...(this.#apart.get(room) ?? [])])
    }
    this.#apart.delete(room)
  }

  /** Returns what is to be tried again. */
  async #attempt(room: string, edits: Waiting[]): Promise<Waiting[]> {
    try {
      const missing = await this.#insert(edits)
      if (missing.length === 0) return []
      const { sql, answerMs } = this.#options
      const { open, epoch } = await answered(standingOf(sql, room), answerMs)
      const current = missing.filter(({ edit }) => edit.epoch === epoch)
      rejectAll(open ? missing.filter((one) => !current.includes(one)) : missing, open ? CLOSE.later : CLOSE.closed)
      if (!open) return []
      await pause(LOCKED_MS)
      return current
    } catch (error) {
      if (isTransient(error)) {
        await pause(RETRY_MS)
        return edits
      }
      if (isBoundMeanwhile(error)) return this.#sortOut(room, edits)
      this.#options.log.error({ err: error, room }, 'An edit was refused by the database.')
      rejectAll(edits, CLOSE.later)
      return []
    }
  }

  /** One of them speaks under a client id that was bound meanwhile. Refuses it when that was to somebody else. */
  async #sortOut(room: string, edits: Waiting[]): Promise<Waiting[]> {
    const [only, ...others] = edits
    if (!only) return []
    if (others.length > 0) {
      const again: Waiting[] = []
      for (const one of edits) again.push(...(await this.#attempt(room, [one])))
      return again
    }
    const { sql, answerMs } = this.#options
    const stolen = await answered(isStolen(sql, only.edit), answerMs).catch(() => false)
    if (!stolen) return edits
    rejectAll(edits, CLOSE.refused)
    return []
  }

  /** Acknowledges what the database returned, and returns the rest. */
  async #insert(edits: Waiting[]): Promise<Waiting[]> {
    const { sql, answerMs, counters, announcer } = this.#options
    const question = insertIntoOpenRooms(
      sql,
      edits.map(({ edit }) => edit),
      announcer(),
    )
    const committed = await answered(question, answerMs)
    if (this.#away) this.#options.log.info({ edits: edits.length }, 'The journal is written again.')
    this.#away = false
    const now = performance.now()
    const missing: Waiting[] = []
    for (const waiting of edits) {
      const seq = committed.get(placeOf(waiting.edit))?.shift()
      if (seq === undefined) {
        missing.push(waiting)
        continue
      }
      counters.edits++
      observe(counters.acknowledgement, now - waiting.since)
      waiting.resolve(seq)
    }
    return missing
  }
}

/** Without those whose time is over or whose sender may not write any more: they are told. */
function stillWanted(waiting: Waiting[]): Waiting[] {
  const now = performance.now()
  return waiting.filter((one) => {
    const close = one.edit.isRevoked() ? CLOSE.access : one.deadline < now ? CLOSE.later : null
    if (close) one.reject(new Refused(close))
    return close === null
  })
}

function rejectAll(waiting: Waiting[], close: (typeof CLOSE)['closed' | 'later' | 'refused']): void {
  for (const one of waiting) one.reject(new Refused(close))
}
