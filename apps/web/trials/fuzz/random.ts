/** Numbers that are the same for the same seed (mulberry32), so that a failing run can be had again. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  below = (n: number): number => Math.floor(this.next() * n)
  chance = (probability: number): boolean => this.next() < probability
  pick = <T>(from: readonly T[]): T | undefined => from[this.below(from.length)]

  shuffled<T>(all: readonly T[]): T[] {
    return all
      .map((one) => ({ one, at: this.next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one)
  }

  /** One of them with its name, each as often as its weight says. */
  weighted<T>(all: Readonly<Record<string, readonly [weight: number, T]>>): [name: string, T] {
    const named = Object.entries(all)
    let left = this.next() * named.reduce((sum, [, [weight]]) => sum + weight, 0)
    for (const [name, [weight, one]] of named) {
      left -= weight
      if (left < 0) return [name, one]
    }
    throw new RangeError('There is nothing to choose from')
  }
}
