export type NeighboursOptions = {
  /** A process nothing was known of. */
  onNew(process: string): void
  /** Said goodbye, or was not heard for too long: it is dead, or cut off as well as dead. */
  onLost(process: string): void
}

/** The other live processes of this database. */
export class Neighbours {
  readonly #options: NeighboursOptions
  readonly #heard = new Map<string, number>()

  constructor(options: NeighboursOptions) {
    this.#options = options
  }

  get isAlone(): boolean {
    return this.#heard.size === 0
  }

  get size(): number {
    return this.#heard.size
  }

  heard(process: string): void {
    const isNew = !this.#heard.has(process)
    this.#heard.set(process, performance.now())
    if (isNew) this.#options.onNew(process)
  }

  lost(process: string): void {
    if (this.#heard.delete(process)) this.#options.onLost(process)
  }

  /** Nobody could be heard for a while, so that their silence means nothing. */
  excuse(): void {
    for (const process of this.#heard.keys()) this.#heard.set(process, performance.now())
  }

  expire(silentMs: number): void {
    const oldest = performance.now() - silentMs
    for (const [process, at] of [...this.#heard]) if (at < oldest) this.lost(process)
  }
}
