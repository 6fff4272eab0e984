import { answered } from '../answered.ts'
import { type Mark, type Reader, type RoomRows, readTail } from './read.ts'

export type TailOptions = {
  reader: Reader
  room: string
  /** What the room was opened with. */
  read: RoomRows
  apply(rows: RoomRows): void
}

const ANSWER_MS = 8_000

/**
 * How far a room was read from the journal. Numbers are not given in the order of commits, so the mark is PostgreSQL's
 * own word for which transactions it saw, and rows known since then by their numbers.
 */
export class Tail {
  readonly #options: Omit<TailOptions, 'read'>
  readonly #known = new Set<string>()
  #seen: string
  #generation: number
  #reading: Promise<void> | null = null
  #next: Promise<void> | null = null

  constructor({ read, ...options }: TailOptions) {
    this.#options = options
    this.#seen = read.seen
    this.#generation = read.generation
  }

  get isReading(): boolean {
    return this.#reading !== null
  }

  knows(seq: string): boolean {
    return this.#known.has(seq)
  }

  /** The document has this row: it need not be read again. */
  know(seq: string): void {
    this.#known.add(seq)
  }

  mark(): Mark {
    return { seen: this.#seen, generation: this.#generation, known: [...this.#known] }
  }

  /** Up to `seen` there was nothing beyond the mark. */
  passed(mark: Mark, seen: string): void {
    if (mark.seen !== this.#seen || mark.generation !== this.#generation) return
    this.#seen = seen
    for (const seq of mark.known) this.#known.delete(seq)
  }

  /** Takes in whatever was committed before the call and is not here, whoever wrote it. */
  catchUp(): Promise<void> {
    if (this.#next) return this.#next
    if (!this.#reading) return this.#start()
    this.#next = this.#reading
      .catch(() => {})
      .then(() => {
        this.#next = null
        return this.#start()
      })
    return this.#next
  }

  #start(): Promise<void> {
    const reading = this.#read().finally(() => {
      this.#reading = null
    })
    this.#reading = reading
    return reading
  }

  async #read(): Promise<void> {
    const { reader, room, apply } = this.#options
    const mark = this.mark()
    const tail = await answered(readTail(reader, room, mark), ANSWER_MS)
    if (!tail) return
    apply(tail)
    this.#seen = tail.seen
    this.#generation = tail.generation
    for (const seq of mark.known) this.#known.delete(seq)
  }
}
