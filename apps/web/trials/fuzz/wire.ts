import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

type Link = { near: Socket; far: Socket | null; abandoned: boolean }

/** One device's network: what it says to the server goes through here, or does not. */
export class Wire {
  readonly #links = new Set<Link>()
  readonly #server: Server
  readonly #target: number
  #state: 'up' | 'down' | 'silent' = 'up'

  private constructor(target: number) {
    this.#target = target
    this.#server = createServer((near) => this.#arrived(near))
  }

  static async to(target: number): Promise<Wire> {
    const wire = new Wire(target)
    wire.#server.listen(0, '127.0.0.1')
    await once(wire.#server, 'listening')
    return wire
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get isUp(): boolean {
    return this.#state === 'up'
  }

  /** Breaks every connection; the next one works. */
  cut(): void {
    for (const { near, far, abandoned } of this.#links) {
      near.destroy()
      if (!abandoned) far?.destroy()
    }
  }

  /** Out of reach: every connection breaks, new ones are refused. */
  down(): void {
    this.#state = 'down'
    this.cut()
  }

  /** A lift, a tunnel: nothing passes any more, and neither side is told. */
  silence(): void {
    this.#state = 'silent'
    for (const { near, far } of this.#links) {
      near.unpipe().pause()
      far?.unpipe().pause()
    }
  }

  /** There again. What was held back by a silence goes on. */
  up(): void {
    const before = this.#state
    this.#state = 'up'
    if (before === 'silent') for (const link of this.#links) this.#goOn(link)
  }

  /** The device is gone without a word: the server goes on believing in it. */
  abandon(): void {
    for (const link of this.#links) {
      link.abandoned = true
      link.near.destroy()
      link.far?.unpipe().resume()
    }
  }

  /** What was abandoned is let go of as well. */
  reset(): void {
    this.#state = 'up'
    for (const { near, far } of this.#links) {
      near.destroy()
      far?.destroy()
    }
  }

  close(): void {
    this.reset()
    this.#server.close()
  }

  #arrived(near: Socket): void {
    near.on('error', () => {})
    if (this.#state === 'down') return void near.destroy()
    const link: Link = { near, far: null, abandoned: false }
    this.#links.add(link)
    near.on('close', () => this.#ended(link))
    if (this.#state === 'up') this.#join(link)
    else near.pause()
  }

  #join(link: Link): void {
    const far = connect(this.#target, '127.0.0.1')
    far.on('error', () => {})
    far.on('close', () => this.#ended(link))
    link.far = far
    link.near.pipe(far)
    far.pipe(link.near)
  }

  #goOn(link: Link): void {
    const { near, far } = link
    if (near.destroyed || far?.destroyed) this.#ended(link)
    else if (far) {
      near.pipe(far)
      far.pipe(near)
    } else this.#join(link)
  }

  /** One side's end is the other's, unless nobody hears of it. */
  #ended(link: Link): void {
    const { near, far, abandoned } = link
    if (near.destroyed && (!far || far.destroyed)) this.#links.delete(link)
    if (this.#state === 'silent' || abandoned) return
    near.destroy()
    far?.destroy()
  }
}
