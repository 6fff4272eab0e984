import type { Socket } from 'node:net'

/** What a network does to what it carries; nothing where nothing is said. */
export type Weather = {
  delayMs?: number
  /** Up to so much more, by chance. Bytes never overtake each other. */
  jitterMs?: number
  bytesPerSecond?: number
  /** At most so many bytes arrive at once. */
  segmentBytes?: number
}

type Piece = { bytes: Buffer; at: number }

/** What may be on its way; the rest waits with the sender, as it does before a full router. */
const ON_ITS_WAY_BYTES = 256 * 1024

/** One way of one connection. */
export class Wire {
  weather: Weather = {}
  readonly #from: Socket
  readonly #to: Socket
  #way: Piece[] = []
  #wayBytes = 0
  #lastAt = 0
  #timer: NodeJS.Timeout | null = null
  #full = false
  #held = false
  #lost = false
  #over: 'closed' | 'reset' | null = null

  constructor(from: Socket, to: Socket) {
    this.#from = from
    this.#to = to
    from.setNoDelay(true)
    from.on('data', (bytes: Buffer) => this.#take(bytes))
    from.on('error', () => {})
    from.on('close', (withError) => {
      this.#over = withError ? 'reset' : 'closed'
      this.#deliver()
    })
    to.on('drain', () => {
      this.#full = false
      this.#deliver()
    })
  }

  /** Nothing arrives and nobody is told, not even of an end; what was sent waits. */
  hold(): void {
    this.#held = true
    this.#tap()
  }

  release(): void {
    this.#held = false
    this.#deliver()
  }

  /** Whatever is sent from now on is gone, and neither side is ever told of the other's end. */
  lose(): void {
    this.#lost = true
    this.#forget()
    this.release()
  }

  #take(bytes: Buffer): void {
    if (this.#lost) return
    const { segmentBytes = bytes.length } = this.weather
    for (let i = 0; i < bytes.length; i += segmentBytes) this.#send(bytes.subarray(i, i + segmentBytes))
    this.#deliver()
  }

  #send(bytes: Buffer): void {
    const { delayMs = 0, jitterMs = 0, bytesPerSecond = Number.POSITIVE_INFINITY } = this.weather
    const arrives = performance.now() + delayMs + Math.random() * jitterMs
    this.#lastAt = Math.max(this.#lastAt, arrives) + (bytes.length / bytesPerSecond) * 1_000
    this.#way.push({ bytes, at: this.#lastAt })
    this.#wayBytes += bytes.length
  }

  #deliver(): void {
    while (this.#way.length > 0 && !this.#timer && !this.#held && !this.#full) this.#deliverNext()
    this.#tap()
    if (this.#over && this.#way.length === 0 && !this.#held && !this.#lost) this.#end()
  }

  /** One segment a turn, so that they do not arrive as one. */
  #deliverNext(): void {
    const wait = (this.#way[0]?.at ?? 0) - performance.now()
    const next = wait > 0 ? undefined : this.#way.shift()
    if (next) {
      this.#wayBytes -= next.bytes.length
      if (!this.#to.destroyed) this.#full = !this.#to.write(next.bytes)
    }
    if (!next || this.weather.segmentBytes !== undefined) this.#later(wait)
  }

  #later(ms: number): void {
    this.#timer = setTimeout(
      () => {
        this.#timer = null
        this.#deliver()
      },
      Math.max(0, ms),
    )
  }

  #tap(): void {
    if (this.#held || this.#full || this.#wayBytes > ON_ITS_WAY_BYTES) this.#from.pause()
    else this.#from.resume()
  }

  #end(): void {
    if (this.#over === 'reset') this.#to.resetAndDestroy()
    else this.#to.destroySoon()
  }

  #forget(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#way = []
    this.#wayBytes = 0
    this.#full = false
  }
}
