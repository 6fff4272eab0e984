import type { Scene } from '../scene.ts'

const LOOK_MS = 500

/** Watches the server's own numbers: memory, sockets, and how long its event loop let others wait. */
export class Watch {
  /** Resident memory at the last look. */
  rssMb = Number.NaN
  worstRssMb = 0
  worstLagMs = 0
  connections = Number.NaN
  readonly #scene: Scene
  readonly #timer: NodeJS.Timeout

  private constructor(scene: Scene) {
    this.#scene = scene
    this.#timer = setInterval(() => this.look().catch(() => {}), LOOK_MS)
  }

  static async start(scene: Scene): Promise<Watch> {
    const watch = new Watch(scene)
    await watch.look()
    watch.forget()
    return watch
  }

  async look(): Promise<void> {
    const numbers = await this.#scene.metrics()
    const number = (name: string) => numbers.get(name) ?? Number.NaN
    this.rssMb = Math.round(number('process_resident_memory_bytes') / 1024 / 1024)
    this.worstRssMb = Math.max(this.worstRssMb, this.rssMb)
    // The server forgets its lag with every look.
    this.worstLagMs = Math.max(this.worstLagMs, Math.round(number('nodejs_eventloop_lag_max_seconds') * 1_000))
    this.connections = number('proofroom_participants')
  }

  forget(): void {
    this.worstRssMb = this.rssMb
    this.worstLagMs = 0
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}
