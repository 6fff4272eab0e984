/** Etsy's time, in seconds: it runs by itself, and may be set ahead or back. */
export class Clock {
  #aheadMs = 0
  #onSet: () => void = () => {}

  get ms(): number {
    return Date.now() + this.#aheadMs
  }

  get seconds(): number {
    return Math.floor(this.ms / 1000)
  }

  set(seconds: number): void {
    this.#aheadMs = seconds * 1000 - Date.now()
    this.#onSet()
  }

  advance(seconds: number): void {
    this.#aheadMs += seconds * 1000
    this.#onSet()
  }

  /** Called whenever it jumps: what was to happen later may be due. */
  onSet(listener: () => void): void {
    this.#onSet = listener
  }
}
