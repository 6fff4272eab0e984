import type { LiveLimits } from './options.ts'

/** What may be under way in the server for one socket; the rest waits in the network, where it costs nobody memory. */
const UNDER_WAY_BYTES = 8 * 1024 * 1024
const UNDER_WAY_FRAMES = 400
const BURST_SECONDS = 4

type Tap = { pause(): void; resume(): void }

/**
 * Slows a socket down instead of refusing it: reading pauses while it is over its rate, or while too much of it waits
 * for the database.
 */
export class Flow {
  readonly #tap: Tap
  readonly #limits: Pick<LiveLimits, 'framesPerSecond' | 'bytesPerSecond'>
  #frames: number
  #bytes: number
  #refilled = performance.now()
  #frameCount = 0
  #byteCount = 0
  #wait: NodeJS.Timeout | null = null
  #paused = false

  constructor(tap: Tap, limits: Pick<LiveLimits, 'framesPerSecond' | 'bytesPerSecond'>) {
    this.#tap = tap
    this.#limits = limits
    this.#frames = limits.framesPerSecond * BURST_SECONDS
    this.#bytes = limits.bytesPerSecond * BURST_SECONDS
  }

  get underWay(): number {
    return this.#frameCount
  }

  arrived(bytes: number): void {
    this.#refill()
    this.#frames -= 1
    this.#bytes -= bytes
    this.#adjust()
  }

  entered(bytes: number): void {
    this.#frameCount += 1
    this.#byteCount += bytes
    this.#adjust()
  }

  left(bytes: number): void {
    this.#frameCount -= 1
    this.#byteCount -= bytes
    this.#adjust()
  }

  stop(): void {
    if (this.#wait) clearTimeout(this.#wait)
  }

  #refill(): void {
    const now = performance.now()
    const seconds = (now - this.#refilled) / 1000
    this.#refilled = now
    const { framesPerSecond, bytesPerSecond } = this.#limits
    this.#frames = Math.min(framesPerSecond * BURST_SECONDS, this.#frames + seconds * framesPerSecond)
    this.#bytes = Math.min(bytesPerSecond * BURST_SECONDS, this.#bytes + seconds * bytesPerSecond)
  }

  #adjust(): void {
    const debt = this.#debtMs()
    if (debt > 0 && !this.#wait) {
      this.#wait = setTimeout(() => {
        this.#wait = null
        this.#refill()
        this.#adjust()
      }, debt)
    }
    const full = this.#byteCount > UNDER_WAY_BYTES || this.#frameCount > UNDER_WAY_FRAMES
    const pause = full || this.#wait !== null
    if (pause === this.#paused) return
    this.#paused = pause
    if (pause) this.#tap.pause()
    else this.#tap.resume()
  }

  #debtMs(): number {
    const frames = -this.#frames / this.#limits.framesPerSecond
    const bytes = -this.#bytes / this.#limits.bytesPerSecond
    return Math.ceil(Math.max(frames, bytes, 0) * 1000)
  }
}
